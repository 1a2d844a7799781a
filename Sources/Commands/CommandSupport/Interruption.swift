internal import CProcess
internal import Dispatch
internal import Findings

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Lets a work end in order when somebody interrupts this process: what it has started is stopped, its folder removed.
package enum Interruption {
  private static let signals = [SIGHUP, SIGINT, SIGTERM]

  /// Does a work that is cancelled by `SIGINT`, `SIGTERM` and `SIGHUP`.
  ///
  /// - Throws: `FileProblem` where it was interrupted, and what the work throws.
  package static func watched<Result: Sendable>(
    _ work: sending @escaping () async throws -> Result
  ) async throws -> Result {
    let (interruptions, noticed) = AsyncStream.makeStream(of: CInt.self)
    let sources = signals.map { signal in
      // The watching takes the place of the signal's effect.
      process_ignore_signal(signal)
      let source = DispatchSource.makeSignalSource(signal: signal, queue: .global())
      source.setEventHandler { noticed.yield(signal) }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for signal in signals { process_restore_signal(signal) }
    }
    let task = Task { try await work() }
    let watch = Task {
      for await signal in interruptions {
        task.cancel()
        return signal
      }
      return 0
    }
    let result = await task.result
    noticed.finish()
    let signal = await watch.value
    guard signal == 0 else { throw FileProblem(description: "interrupted by signal \(signal)") }
    return try result.get()
  }
}
