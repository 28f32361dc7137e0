import Foundation

/// Who waits for which picture: at most one running and one waiting a client, on a few workers.
///
/// A client's newer wish makes its older ones pointless: one that waits is dropped, one that runs
/// is stopped.
actor PictureQueue {
  /// What happens to a wish.
  enum Event: Sendable {
    case progress(Double)
    case picture(PictureReply, [UInt8])
    /// The worker crashed, or the wish was no good: one line.
    case failure(String)
    /// A newer wish of the same client has taken its place, or a new build.
    case outOfDate
  }

  private struct Job {
    let number: Int
    let client: String
    let request: PictureRequest
    let events: AsyncStream<Event>.Continuation
  }

  private struct Slot {
    var worker: WorkerProcess?
    var job: Job?
    /// What it made last, which it remembers.
    var last: PictureRequest?
    var generation = 0
  }

  private let launch: @Sendable () throws -> WorkerProcess
  private var slots: [Slot]
  private var waiting: [Job] = []
  private var count = 0
  private var generation = 0
  private var isClosed = false

  /// The most wishes that wait, of all clients together.
  static let maximumWaiting = 256
  /// How long a picture that is out of date may take to get ready by itself, which costs less than
  /// to stop a worker.
  static let grace = Duration.milliseconds(60)

  /// - Parameters:
  ///   - workers: how many pictures are made at once.
  ///   - launch: starts a worker.
  init(workers: Int, launch: @escaping @Sendable () throws -> WorkerProcess) {
    self.launch = launch
    slots = Array(repeating: Slot(), count: workers)
  }

  /// Asks for a picture.
  ///
  /// - Returns: what happens to the wish; `nil` if too many wait already.
  func submit(_ request: PictureRequest, client: String) -> AsyncStream<Event>? {
    for old in waiting where old.client == client { old.events.end(.outOfDate) }
    waiting.removeAll { $0.client == client }
    for index in slots.indices where slots[index].job?.client == client { outdate(index) }
    guard waiting.count < Self.maximumWaiting, !isClosed else { return nil }
    count += 1
    let number = count
    let (events, continuation) = AsyncStream<Event>.makeStream()
    continuation.onTermination = { [weak self] reason in
      guard case .cancelled = reason, let self else { return }
      Task { await self.cancel(number) }
    }
    waiting.append(
      Job(number: number, client: client, request: request, events: continuation))
    start()
    return events
  }

  /// What there is to show, in JSON.
  func scripts() async throws -> [UInt8] {
    let index = slots.firstIndex { $0.job == nil } ?? 0
    return try await worker(index).scripts()
  }

  /// Starts all workers anew: there is a new build.
  func restart() {
    generation += 1
    for index in slots.indices {
      slots[index].job?.events.end(.outOfDate)
      slots[index].worker?.stop()
      slots[index].worker = nil
      slots[index].last = nil
    }
  }

  /// Stops all workers, for good.
  func close() {
    isClosed = true
    for job in waiting { job.events.end(.outOfDate) }
    waiting = []
    restart()
  }

  // MARK: Work

  private func cancel(_ number: Int) {
    waiting.removeAll { $0.number == number }
    if let index = slots.firstIndex(where: { $0.job?.number == number }) { outdate(index) }
  }

  /// Drops the result of what a slot makes, and stops its worker if it doesn't get ready soon.
  private func outdate(_ index: Int) {
    guard let job = slots[index].job, let worker = slots[index].worker else { return }
    job.events.end(.outOfDate)
    Task {
      try? await Task.sleep(for: Self.grace)
      if slots[index].job?.number == job.number { worker.stop() }
    }
  }

  private func start() {
    while let job = waiting.first, let index = slot(for: job) {
      waiting.removeFirst()
      slots[index].job = job
      Task { await run(job, index) }
    }
  }

  /// A slot that has nothing to do: best one that remembers the run.
  private func slot(for job: Job) -> Int? {
    let idle = slots.indices.filter { slots[$0].job == nil }
    return idle.first { index in
      slots[index].last.map { job.request.isSameRun(as: $0) } ?? false
    } ?? idle.first { slots[$0].last?.script == job.request.script } ?? idle.first
  }

  private func worker(_ index: Int) throws -> WorkerProcess {
    if let worker = slots[index].worker { return worker }
    let worker = try launch()
    slots[index].worker = worker
    return worker
  }

  private func run(_ job: Job, _ index: Int) async {
    let began = generation
    do {
      let (reply, bytes) = try await worker(index).make(job.request) {
        job.events.yield(.progress($0))
      }
      job.events.end(reply.failure.map { .failure($0) } ?? .picture(reply, bytes))
      if began == generation { slots[index].last = job.request }
    } catch {
      job.events.end(.failure("\(error)"))
      if began == generation {
        // The next one is ready when it is needed.
        slots[index].worker = isClosed ? nil : try? launch()
        slots[index].last = nil
      }
    }
    slots[index].job = nil
    start()
  }
}

extension AsyncStream<PictureQueue.Event>.Continuation {
  fileprivate func end(_ event: PictureQueue.Event) {
    yield(event)
    finish()
  }
}

extension PictureRequest {
  /// Whether a worker that has made the other picture need not compute anything for this one.
  fileprivate func isSameRun(as other: PictureRequest) -> Bool {
    script == other.script && settings == other.settings
  }
}
