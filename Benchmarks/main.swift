// Measures training steps on one thread and prints a table. Losses are checked first: a task that
// doesn't compute what it should is not measured.
//
// LanternBench [a b … tables] [--dump] [--profile] [--json]
//
// "descent" measures the trainings of figure 8.10 instead: LanternBench descent [--profile]
//
// "films" measures films instead: LanternBench films [--once] [--table] [--memory] [--drawing], or
// compares options of libx264: films --try preset=veryfast,crf=15 preset=faster,crf=17
#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Learning

/// CPU seconds of this process: other work on the machine does not count.
func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

/// Steps a second: the median of seven runs of about half a second.
func rate(_ program: Program) throws -> Double {
  let run = Execution(program)
  var steps = 50, seconds = 0.0
  while seconds < 0.1 {
    steps *= 2
    let start = cpuSeconds()
    try run.run(steps: steps)
    seconds = cpuSeconds() - start
  }
  steps = max(1, Int(Double(steps) * 0.5 / seconds))
  let rates = try (0..<7).map { _ in
    let start = cpuSeconds()
    try run.run(steps: steps)
    return Double(steps) / (cpuSeconds() - start)
  }
  return rates.sorted()[3]
}

func number(_ value: Double) -> String {
  let digits = String(Int(value.rounded()))
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return text
}

/// The most memory that this process had at once, in megabytes.
func peakMegabytes() -> Double {
  var usage = rusage()
  #if canImport(Glibc)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1024
  #else
    getrusage(RUSAGE_SELF, &usage)
    return Double(usage.ru_maxrss) / 1_048_576
  #endif
}

/// One measurement as a line of JSON, for Benchmarks/peers/compare.py.
func printJSON(_ task: String, rate: Double, loss: Double? = nil) {
  print(
    """
    {"task": "\(task)", "peer": "lantern", "variant": "program", "rate": \(rate), \
    "loss": \(loss.map { "\($0)" } ?? "null"), "megabytes": \(peakMegabytes())}
    """)
}

let arguments = CommandLine.arguments.dropFirst()
let chosen = arguments.filter { !$0.hasPrefix("--") }
if chosen.contains("films") {
  if arguments.contains("--try") {
    try Films.compare(chosen.filter { $0 != "films" })
    exit(0)
  }
  if arguments.contains("--drawing") {
    try Films.measureDrawing()
    exit(0)
  }
  // Memory first: the ready frames of the others take two gigabytes.
  let isPart = arguments.contains("--once") || arguments.contains("--table")
  if !isPart { try Films.measureMemory() }
  if !arguments.contains("--memory") {
    try Films.measure(runs: arguments.contains("--once") ? 1 : 5)
  }
  exit(0)
}
if chosen.contains("descent") {
  try Descent.measure(profile: arguments.contains("--profile"))
  exit(0)
}
let isJSON = arguments.contains("--json")
if !isJSON {
  print("| task | steps/s, one thread (CPU time) | memory of a run | loss at step 1 | at step 50 |")
  print("|---|---|---|---|---|")
}
// Each task is made when its turn comes, so that a run of one has the memory of one.
for (name, make) in BenchTask.all where chosen.isEmpty || chosen.contains(name) {
  let task = try make()
  if arguments.contains("--dump") { print(task.program.dump) }
  if arguments.contains("--profile") { print(Execution(task.program).profile(steps: 2000)) }
  let (first, fiftieth) = try task.losses()
  guard abs(first - task.expected.first) < task.tolerance.first,
    abs(fiftieth - task.expected.fiftieth) < task.tolerance.fiftieth
  else {
    let problem = "not measured: losses \(first), \(fiftieth) should be \(task.expected)"
    print(isJSON ? problem : "| \(task.name) | \(problem) | | | |")
    continue
  }
  let stepRate = try rate(task.program)
  if isJSON {
    printJSON(name, rate: stepRate, loss: fiftieth)
  } else {
    let memory = "\(number(Double(task.program.bytes) / 1024)) kB"
    let losses = "\(Float(first)) | \(Float(fiftieth))"
    print("| \(task.name): \(task.what) | \(number(stepRate)) | \(memory) | \(losses) |")
  }
}

if chosen.isEmpty || chosen.contains("tables") {
  let (sweeps, steps) = try Tabular.measure()
  if isJSON {
    printJSON("q-learning", rate: steps)
    printJSON("value iteration", rate: 1 / sweeps)
  } else {
    print("| Q-learning on the 4 × 4 slippery grid | \(number(steps)) | | | |")
    print("\nvalue iteration on it to 1e-8: \(Float(sweeps * 1e6)) µs")
  }
}
if chosen.isEmpty {
  try Labels.measure()
  // One elementwise operation on ten numbers, replayed: the cost of a step of one instruction.
  let tiny = try Program { trace in
    let x = trace.state("x", .ones([10]))
    trace.update(x, to: x.cos())
  }
  print("\ncos of 10 numbers: \(Float(1e9 / (try rate(tiny)))) ns")
  print("peak memory of all this: \(number(peakMegabytes())) MB")
}
