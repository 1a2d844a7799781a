internal import CLibPgQuery
internal import Documents
internal import Synchronization

/// A thread with a stack of a known size, since the parser goes as deep as the text that it is given.
enum LargeStack {
  /// Runs a function on a thread of its own and waits for it.
  ///
  /// - Throws: `SQLError` of the kind `resources` when there is no such thread to be had.
  static func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) throws(SQLError) -> Result {
    let outcome = Outcome<Result>()
    let work = Work { outcome.value.withLock { $0 = body() } }
    let status = unsafe clibpgquery_run(
      SQLLimits.stackSize,
      { argument in
        unsafe argument.map { unsafe Unmanaged<Work>.fromOpaque($0).takeUnretainedValue().body() }
        return nil
      }, Unmanaged.passUnretained(work).toOpaque())
    // The thread has no reference of its own.
    let value = withExtendedLifetime(work) { outcome.value.withLock { $0 } }
    guard status == 0, let value else {
      throw SQLError(
        .resources, "there is no memory for a stack of \(SQLLimits.stackSize >> 20) MB to parse on", at: .none)
    }
    return value
  }

  private final class Outcome<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }

  /// What a thread is to do, in a shape that a pointer can stand for.
  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }
}
