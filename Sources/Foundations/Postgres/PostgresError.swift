/// Why a server could not be started, reached or asked.
package struct PostgresError: Error, Sendable, CustomStringConvertible {
  /// One sentence, as the server or libpq says it.
  package let description: String

  /// The code of the error (appendix A, "PostgreSQL Error Codes"); `nil` where it is none of the server's.
  package let code: String?

  /// What the server adds to it, as the row that breaks a constraint.
  package let detail: String?

  /// Where in the text that was sent, in characters from 1.
  package let position: Int?

  /// Whether a limit of this side ended the statement, and not the server.
  package let isLimit: Bool

  package init(
    _ description: String, code: String? = nil, detail: String? = nil, position: Int? = nil, isLimit: Bool = false
  ) {
    self.description = description
    self.code = code
    self.detail = detail
    self.position = position
    self.isLimit = isLimit
  }
}
