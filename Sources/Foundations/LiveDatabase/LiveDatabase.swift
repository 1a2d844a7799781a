package import Postgres

/// A database of a server that others use, too: reached by a connection string without a password.
package struct LiveDatabase: Sendable {
  private let parameters: [String: String]

  /// Reads a connection string, or a URI (section 34.1.1).
  ///
  /// A password on a command line can be read by every process of the machine, so one is refused.
  ///
  /// - Throws: `PostgresError` where it cannot be read, has a password, or names no single host.
  package init(_ text: String) throws(PostgresError) {
    let parameters = try PostgresConnection.parameters(of: text)
    guard parameters["password"] == nil else {
      throw PostgresError("--dsn has a password: put it into the file that PGPASSFILE names, or a service file")
    }
    // The server would be another one than the one whose name is compared.
    guard parameters["hostaddr"] == nil else {
      throw PostgresError("--dsn names an address beside the host: leave `hostaddr` out")
    }
    self.parameters = parameters
  }

  /// Connects.
  ///
  /// - Parameter host: the one that it has to be; `nil` for any.
  /// - Returns: the session.
  /// - Throws: `PostgresError` with what libpq says, or where it is another host.
  package func connect(expecting host: String? = nil) throws(PostgresError) -> PostgresConnection {
    let connection = try PostgresConnection(parameters)
    let used = connection.parameters
    if let host {
      guard used["hostaddr"] == nil, used["host"] == host else {
        throw PostgresError(
          "the connection goes to \(used["host"] ?? "a local socket"), and the policy says \(host)")
      }
    }
    return connection
  }
}
