internal import CLibPQ

@safe extension PostgresConnection {
  /// The keywords of a connection string or a URI (section 34.1.1), those that it sets.
  ///
  /// - Throws: `PostgresError` with what libpq says is wrong, never with the text itself, which may have a password.
  package static func parameters(of text: String) throws(PostgresError) -> [String: String] {
    var message: UnsafeMutablePointer<CChar>?
    guard let options = unsafe PQconninfoParse(text, &message) else {
      unsafe PQfreemem(message)
      throw PostgresError("the connection string cannot be read: write `host=… dbname=… user=…`, or `postgresql://…`")
    }
    defer { unsafe PQconninfoFree(options) }
    return values(of: options)
  }

  /// The keywords that this connection was made with, those of the environment and of service files among them.
  package var parameters: [String: String] {
    guard let options = unsafe PQconninfo(handle) else { return [:] }
    defer { unsafe PQconninfoFree(options) }
    return Self.values(of: options)
  }

  /// The number of the server's process for this session, as `pg_locks.pid` has it (section 34.2, `PQbackendPID`).
  package var processID: Int { Int(unsafe PQbackendPID(handle)) }

  private static func values(of options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
    var values: [String: String] = [:]
    var option = unsafe options
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val {
        let text = unsafe String(cString: value)
        if !text.isEmpty { values[unsafe String(cString: keyword)] = text }
      }
      unsafe option += 1
    }
    return values
  }
}
