/// Why a server could not be started, reached or asked.
package struct PostgresError: Error, Sendable, CustomStringConvertible {
  /// One sentence, as the server or libpq says it.
  package let description: String

  /// The code of the error (appendix A, "PostgreSQL Error Codes"); `nil` where it is none of the server's.
  package let code: String?

  package init(_ description: String, code: String? = nil) {
    self.description = description
    self.code = code
  }
}
