import Changes
import Documents
import Findings
import MigrationChecks
import Policy

/// What the check says of some files: each finding as `rule path:line`, in the order of a report.
///
/// The text is one of an example: a file, or several behind their headers. Files of the base are there unchanged unless
/// the judged side has them, too.
func findings(_ text: String, policy: String = "", only rules: [String]? = nil) async throws -> [String] {
  var files = [try PolicyFile(layer: .defaults, path: "database.yml", bytes: MigrationCheck.defaultPolicy)]
  files.append(try PolicyFile(layer: .repository, path: "database.yml", bytes: Array(policy.utf8)))
  let effective = try EffectivePolicy<MigrationPolicy>(files)
  let change = try Change(Example(text), of: MigrationCheck.self)
  let subject = await MigrationCheck.subject(of: change, policy: effective)
  var found: [Finding] = []
  for part in subject.parts(effective.rules) {
    found += await Engine(rules: MigrationCheck.rules, settings: part.settings).judge(part.subject).findings
  }
  return found.sorted(by: Finding.inReportOrder).compactMap { finding in
    let id = String(finding.rule.dropFirst(3))
    guard rules?.contains(id) ?? true else { return nil }
    let name = finding.place.map { $0.path.split(separator: "/").last.map(String.init) ?? "" } ?? ""
    return id + " " + name + (finding.place?.span.map { ":\($0.start.line)" } ?? "")
  }
}

let folder = "db/migrations/eng"

/// A migration that nothing is wrong with.
func good(_ table: String = "a") -> String {
  "begin;\ncreate table \(table) (id int);\ncommit;\n-- down\nbegin;\ndrop table \(table);\ncommit;\n"
}

/// A file of an example.
func file(_ name: String, _ text: String, base: Bool = false) -> String {
  "-- \(base ? "base: " : "")\(folder)/\(name) --\n\(text.hasSuffix("\n") ? text : text + "\n")"
}
