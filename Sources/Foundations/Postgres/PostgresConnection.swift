internal import CLibPQ

/// A connection to a server by libpq; it is closed with the value.
@safe package struct PostgresConnection: ~Copyable {
  private let handle: OpaquePointer

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
      let message = unsafe PQerrorMessage(handle).map { unsafe String(cString: $0) } ?? ""
      unsafe PQfinish(handle)
      throw PostgresError(Self.line(message))
    }
    unsafe self.handle = handle
  }

  deinit { unsafe PQfinish(handle) }

  /// Runs a text, which may have several statements; as one transaction unless it says otherwise.
  ///
  /// - Returns: the rows of the last statement, each value as text.
  /// - Throws: `PostgresError` of the first statement that fails.
  @discardableResult
  package func execute(_ sql: String) throws(PostgresError) -> [[String?]] {
    guard let result = unsafe PQexec(handle, sql) else {
      let message = unsafe PQerrorMessage(handle).map { unsafe String(cString: $0) } ?? ""
      throw PostgresError(Self.line(message))
    }
    defer { unsafe PQclear(result) }
    let status = unsafe PQresultStatus(result)
    guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(status) else {
      let message = unsafe PQresultErrorMessage(result).map { unsafe String(cString: $0) } ?? ""
      // PG_DIAG_SQLSTATE of postgres_ext.h, a macro over a character.
      let code = unsafe PQresultErrorField(result, CInt(UInt8(ascii: "C"))).map { unsafe String(cString: $0) }
      throw PostgresError(Self.line(message), code: code)
    }
    let columns = unsafe PQnfields(result)
    return unsafe (0..<PQntuples(result)).map { row in
      (0..<columns).map { column in
        guard unsafe PQgetisnull(result, row, column) == 0 else { return nil }
        return unsafe PQgetvalue(result, row, column).map { unsafe String(cString: $0) }
      }
    }
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
