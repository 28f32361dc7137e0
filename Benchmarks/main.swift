// Measures training steps on one thread and prints a table. Losses are checked first: a task that
// doesn't compute what it should is not measured.
//
// LanternBench [a b …] [--dump] [--profile]
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

let arguments = CommandLine.arguments.dropFirst()
let chosen = arguments.filter { !$0.hasPrefix("--") }
print("| task | steps/s, one thread (CPU time) | loss at step 1 | at step 50 |")
print("|---|---|---|---|")
for task in try BenchTask.all() where chosen.isEmpty || chosen.contains(task.name) {
  if arguments.contains("--dump") { print(task.program.dump) }
  if arguments.contains("--profile") { print(Execution(task.program).profile(steps: 2000)) }
  let (first, fiftieth) = try task.losses()
  guard abs(first - task.expected.first) < task.tolerance.first,
    abs(fiftieth - task.expected.fiftieth) < task.tolerance.fiftieth
  else {
    print(
      "| \(task.name) | not measured: losses \(first), \(fiftieth) should be \(task.expected) | | |"
    )
    continue
  }
  let row = "\(number(try rate(task.program))) | \(Float(first)) | \(Float(fiftieth))"
  print("| \(task.name): \(task.what) | \(row) |")
}

if chosen.isEmpty {
  try Tabular.measure()
  try Labels.measure()
  // One elementwise operation on ten numbers, replayed: the cost of a step of one instruction.
  let tiny = try Program { trace in
    let x = trace.state("x", .ones([10]))
    trace.update(x, to: x.cos())
  }
  print("\ncos of 10 numbers: \(Float(1e9 / (try rate(tiny)))) ns")
}
