/// The table in which `db-verify apply` keeps what it has applied to a database.
package enum AppliedLedger {
  package static let table = "signalbox.migrations"

  /// Makes the table, where it is not there.
  package static let creation = """
    CREATE SCHEMA IF NOT EXISTS signalbox; CREATE TABLE IF NOT EXISTS \(table) (version text PRIMARY KEY, \
    path text NOT NULL, blob text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now(), \
    applied_by text NOT NULL DEFAULT session_user)
    """

  /// Notes that a version was applied.
  package static func insertion(_ version: String, of file: RehearsedFile) -> String {
    let values = [version, file.path, file.blob].map { "'\($0.replacing("'", with: "''"))'" }
    return "INSERT INTO \(table) (version, path, blob) VALUES (\(values.joined(separator: ", ")))"
  }
}
