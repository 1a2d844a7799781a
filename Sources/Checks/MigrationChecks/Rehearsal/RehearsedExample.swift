internal import Policy

/// Writes examples of rules about what a rehearsal found.
enum RehearsedExample {
  /// One new migration, with the report of its rehearsal.
  static func example(
    _ up: String, down: String, outcome: String = "proved", findings: String = "", undecided: String? = nil,
    access: String = "", blob: String = "{{blob db/migrations/eng/20260105090000_next.sql}}", fileID: String = #fileID,
    line: Int = #line
  ) -> Example {
    let file = "db/migrations/eng/20260105090000_next.sql"
    return DatabaseExample.migration(
      up, down: down,
      files: """
        -- report: rehearsal.json --
        {
          "version": 1, "server": "15.18", "confined": true, "owner": "postgres", "prelude": "none",
          "preludeDigest": "\(emptyDigest)",
          "base": [
            {
              "path": "db/migrations/eng/20260101090000_base.sql",
              "blob": "{{blob db/migrations/eng/20260101090000_base.sql}}"
            }
          ],
          "migrations": [
            {
              "up": { "path": "\(file)", "blob": "\(blob)" },
              "down": { "path": "\(file)", "blob": "\(blob)" },
              "outcome": "\(outcome)",
              "findings": [\(findings)]
            }
          ],
          "access": [\(access)],
          "undecided": [\(undecided.map { "\"\($0)\"" } ?? "")], "notes": []
        }
        """, fileID: fileID, line: line)
  }

  static func finding(_ kind: String, _ message: String, line: Int? = nil, undoing: String? = nil) -> String {
    let place = line.map { "\"line\": \($0), " } ?? ""
    let statements = undoing.map { ", \"undoing\": [\"\($0)\"]" } ?? ""
    return """
      { "kind": "\(kind)", "path": "db/migrations/eng/20260105090000_next.sql", \(place)"message": "\(message)"\
      \(statements) }
      """
  }

  static func access(
    _ view: String? = nil, role: String, claims: String = "none", _ command: String, _ answer: String
  ) -> String {
    """
    { "relation": "\(view ?? "eng.b")", "view": \(view != nil), "role": "\(role)", "claims": "\(claims)", "answers": { "\(command)": "\(answer)" } }
    """
  }

  /// SHA-256 of no bytes: the prelude is `none`.
  private static let emptyDigest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
}
