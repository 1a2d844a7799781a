internal import CLibPQ

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A connection to a server by libpq; it is closed with the value.
@safe package struct PostgresConnection: ~Copyable {
  let handle: OpaquePointer

  /// Connects.
  ///
  /// - Parameter parameters: keywords of libpq as `host` and `user` (section 34.1.2).
  /// - Throws: `PostgresError` with what libpq says.
  package init(_ parameters: [String: String]) throws(PostgresError) {
    let text = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.quoted($0.value))" }
    guard let handle = unsafe PQconnectdb(text.joined(separator: " ")) else {
      throw PostgresError("libpq has no memory for a connection")
    }
    guard unsafe PQstatus(handle) == CONNECTION_OK else {
      let message = unsafe Self.text(PQerrorMessage(handle))
      unsafe PQfinish(handle)
      throw PostgresError(Self.line(message))
    }
    // A notice is for people at a terminal; libpq writes it to standard error where nothing takes it.
    _ = unsafe PQsetNoticeProcessor(handle, { _, _ in }, nil)
    unsafe self.handle = handle
  }

  deinit { unsafe PQfinish(handle) }

  /// The state of the session (section 34.2, `PQtransactionStatus`).
  package enum TransactionState: Sendable {
    case idle
    case open
    case failed
    /// A statement is running, or the connection is lost.
    case unusable
  }

  package var transactionState: TransactionState {
    switch unsafe PQtransactionStatus(handle) {
    case PQTRANS_IDLE: .idle
    case PQTRANS_INTRANS: .open
    case PQTRANS_INERROR: .failed
    default: .unusable
    }
  }

  /// The version of the server as a number: 150018 for 15.18.
  package var serverVersion: Int { Int(unsafe PQserverVersion(handle)) }

  /// Runs a text, which may have several statements; as one transaction unless it says otherwise.
  ///
  /// - Parameters:
  ///   - sql: the text, sent as one query.
  ///   - limits: what ends it; without any it may take for ever.
  ///   - discarding: whether the rows are thrown away as they come, however many there are.
  /// - Returns: the rows of the last statement, each value as text.
  /// - Throws: `PostgresError` of the first statement that fails, or of a limit.
  @discardableResult
  package func execute(
    _ sql: String, within limits: StatementLimits? = nil, discarding: Bool = false
  ) throws(PostgresError) -> [[String?]] {
    try run(sql, within: limits, discarding: discarding).rows
  }

  /// Runs a statement and counts the rows that it read or changed (section 34.3, `PQcmdTuples`).
  ///
  /// - Throws: `PostgresError` of the statement, or of a limit.
  package func affected(by sql: String, within limits: StatementLimits) throws(PostgresError) -> Int {
    try run(sql, within: limits, discarding: false).count
  }

  private func run(
    _ sql: String, within limits: StatementLimits?, discarding: Bool
  ) throws(PostgresError) -> (rows: [[String?]], count: Int) {
    guard unsafe PQsendQuery(handle, sql) == 1 else {
      throw PostgresError(Self.line(unsafe Self.text(PQerrorMessage(handle))))
    }
    if discarding { _ = unsafe PQsetSingleRowMode(handle) }
    var rows: [[String?]] = []
    var count = 0
    var failure: PostgresError?
    let begin = ContinuousClock.now
    while true {
      if let limits { try wait(limits, since: begin) }
      guard let result = unsafe PQgetResult(handle) else { break }
      defer { unsafe PQclear(result) }
      switch unsafe PQresultStatus(result) {
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
        count = unsafe Int(Self.text(PQcmdTuples(result))) ?? 0
        if !discarding { rows = unsafe Self.rows(of: result) }
      case PGRES_SINGLE_TUPLE: break
      case PGRES_COPY_IN: _ = unsafe PQputCopyEnd(handle, "no data are sent with a statement")
      case PGRES_COPY_OUT: drain()
      default: failure = unsafe failure ?? Self.error(of: result)
      }
      if unsafe PQstatus(handle) != CONNECTION_OK { break }
    }
    if let failure { throw failure }
    guard unsafe PQstatus(handle) == CONNECTION_OK else { throw PostgresError("the connection to the server is lost") }
    return (rows, count)
  }

  /// Waits until a result can be had without waiting; ends the statement at a limit.
  private func wait(_ limits: StatementLimits, since begin: ContinuousClock.Instant) throws(PostgresError) {
    var ended: String?
    var deadline = ContinuousClock.now + limits.grace
    while unsafe PQisBusy(handle) == 1 {
      var socket = unsafe pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
      if unsafe poll(&socket, 1, 50) > 0, unsafe PQconsumeInput(handle) == 0 { break }
      if ended != nil {
        guard ContinuousClock.now < deadline else { break }
      } else if let why = limits.violation(after: ContinuousClock.now - begin) {
        ended = why
        deadline = ContinuousClock.now + limits.grace
        cancel()
      }
    }
    guard let ended else { return }
    // What the server says to being cancelled is of no interest; the session can be used again where it said so.
    while unsafe PQisBusy(handle) == 0, let result = unsafe PQgetResult(handle) { unsafe PQclear(result) }
    throw PostgresError(ended, code: "57014", isLimit: true)
  }

  private func cancel() {
    guard let cancel = unsafe PQgetCancel(handle) else { return }
    var message = [CChar](repeating: 0, count: 256)
    _ = unsafe PQcancel(cancel, &message, 256)
    unsafe PQfreeCancel(cancel)
  }

  private func drain() {
    var buffer: UnsafeMutablePointer<CChar>?
    while unsafe PQgetCopyData(handle, &buffer, 0) > 0 { unsafe PQfreemem(buffer) }
  }

  private static func rows(of result: OpaquePointer) -> [[String?]] {
    let columns = unsafe PQnfields(result)
    return unsafe (0..<PQntuples(result)).map { row in
      (0..<columns).map { column in
        unsafe PQgetisnull(result, row, column) == 0 ? text(PQgetvalue(result, row, column)) : nil
      }
    }
  }

  private static func error(of result: OpaquePointer) -> PostgresError {
    // The fields of postgres_ext.h are macros over characters.
    func field(_ name: Character) -> String? {
      name.asciiValue.flatMap { code in
        unsafe PQresultErrorField(result, CInt(code)).map { unsafe String(cString: $0) }
      }
    }
    return PostgresError(
      line(unsafe text(PQresultErrorMessage(result))), code: field("C"), detail: field("D"),
      position: field("P").flatMap { Int($0) })
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    unsafe pointer.map { unsafe String(cString: $0) } ?? ""
  }

  private static func quoted(_ value: String) -> String {
    var text = "'"
    for character in value {
      if character == "'" || character == "\\" { text.append("\\") }
      text.append(character)
    }
    return text + "'"
  }

  private static func line(_ message: String) -> String {
    message.split(separator: "\n").first.map(String.init) ?? "the server says nothing"
  }
}

/// What ends a statement that the server would go on with.
package struct StatementLimits: Sendable {
  /// How long it may take.
  package let time: Duration

  /// How long the server has to react to being cancelled.
  package let grace: Duration

  /// Why everything has to end, asked a few times a second; `nil` to go on.
  private let interruption: @Sendable () -> String?

  package init(
    time: Duration, grace: Duration = .seconds(2), interruption: @escaping @Sendable () -> String? = { nil }
  ) {
    self.time = time
    self.grace = grace
    self.interruption = interruption
  }

  func violation(after elapsed: Duration) -> String? {
    elapsed > time ? "it took longer than \(time.components.seconds) s" : interruption()
  }
}
