internal import CLibPgQuery
internal import Documents
internal import Synchronization

/// Threads with a stack of a known size, since the parser goes as deep as the text that it is given.
///
/// They are kept and used again: libpg_query takes a key of thread-specific data for each thread that it meets and never
/// gives it back, and a process has 1,024 of them (POSIX, `PTHREAD_KEYS_MAX`). A thread for each text would leave none
/// for libgit2.
enum LargeStack {
  /// The addresses of the threads that have nothing to do: as many as ever parsed at a time.
  private static let idle = Mutex<[UInt]>([])

  /// Runs a function on a thread with a large stack and waits for it.
  ///
  /// - Throws: `SQLError` of the kind `resources` when there is no such thread to be had.
  static func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) throws(SQLError) -> Result {
    let address = idle.withLock { $0.popLast() } ?? UInt(bitPattern: unsafe clibpgquery_start(SQLLimits.stackSize))
    guard let worker = unsafe UnsafeMutablePointer<clibpgquery_worker>(bitPattern: address) else { throw noStack }
    defer { idle.withLock { $0.append(address) } }
    let outcome = Outcome<Result>()
    let work = Work { outcome.value.withLock { $0 = body() } }
    unsafe clibpgquery_run(
      worker,
      { argument in
        unsafe argument.map { unsafe Unmanaged<Work>.fromOpaque($0).takeUnretainedValue().body() }
        return nil
      }, Unmanaged.passUnretained(work).toOpaque())
    // The thread has no reference of its own.
    guard let value = withExtendedLifetime(work, { outcome.value.withLock { $0 } }) else { throw noStack }
    return value
  }

  private static var noStack: SQLError {
    SQLError(.resources, "there is no memory for a stack of \(SQLLimits.stackSize >> 20) MB to parse on", at: .none)
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
