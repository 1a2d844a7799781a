internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog

/// Flags an owner map with another header, with blanks, or with an id twice.
package struct InvalidOwnerMap: Rule {
  package let metadata = RuleMetadata(
    id: "db/invalid-owner-map",
    title: "Owner map is malformed",
    rationale: """
      The map says who answers for each row, and a script writes it into the database. Of two lines for \
      one id, the later one wins without a word.
      """,
    remedy: """
      Write `entity,id,owner,decision_log_ref`, and each id of an entity once.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.files(
        "-- ops/map.csv --\nentity,id,owner,decision_log_ref\na,1,dana,DL-1\n👉a,1,eve,DL-2\n",
        policy: "housekeeping: { owner-map: ops/map.csv }"),
      DatabaseExample.files(
        "-- ops/map.csv --\nentity,id,owner,decision_log_ref\n👉a,1,,DL-1\n",
        policy: "housekeeping: { owner-map: ops/map.csv }"),
      DatabaseExample.files(
        "-- ops/map.csv --\n👉entity,id,owner\na,1,dana\n", policy: "housekeeping: { owner-map: ops/map.csv }"),
    ],
    good: [
      DatabaseExample.files(
        "-- ops/map.csv --\nentity,id,owner,decision_log_ref\na,1,dana,DL-1\na,2,eve,DL-2\n",
        policy: "housekeeping: { owner-map: ops/map.csv }")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard let file = change.surroundings.changed(in: change.policy.housekeeping.ownerMap).first else { return [] }
    guard let source = file.new else {
      return [finding("the owner map is deleted", at: Place(path: file.path), help: "restore the file")]
    }
    var found: [Finding] = []
    var seen: [String: Int] = [:]
    let lines = CommaSeparatedLines(source).lines
    if lines.isEmpty {
      found.append(
        finding(
          "the owner map is empty", at: Place(path: file.path), help: "begin with `entity,id,owner,decision_log_ref`"))
    }
    for (number, line) in lines.enumerated() {
      let message =
        (line.isOpen ? "a quote on this line does not end" : nil)
        ?? Self.problem(line.values, isHeader: number == 0, &seen, number + 1)
        ?? (number == 0 ? nil : Self.problem(line.values, in: change))
      guard let message else { continue }
      found.append(
        finding(
          message, at: Place(path: file.path, line.range, of: source),
          help: "write `entity,id,owner,decision_log_ref`, and each id once"))
      if number == 0 { break }
    }
    return found
  }

  private static func problem(
    _ values: [String], isHeader: Bool, _ seen: inout [String: Int], _ number: Int
  ) -> String? {
    let names = ["entity", "id", "owner", "decision_log_ref"]
    if isHeader, values.first?.hasPrefix("\u{FEFF}") == true {
      return "the file begins with a byte order mark, which psql reads as a part of the header"
    }
    if isHeader { return values == names ? nil : "the header is not `\(names.joined(separator: ","))`" }
    guard values.count == names.count else { return "this line has \(values.count) values, and the header has 4" }
    if let blank = zip(names, values).first(where: { Placeholder.isOne($0.1) }) {
      return blank.1.contains { !$0.isWhitespace } ? "`\(blank.0)` is only `\(blank.1)`" : "`\(blank.0)` is blank"
    }
    // A table may be named with its schema, and a UUID in either case.
    let table = values[0].split(separator: ".").last.map(String.init) ?? values[0]
    let key = "\(table) \(isUUID(values[1]) ? values[1].lowercased() : values[1])"
    if let first = seen[key] { return "`\(values[1])` of `\(values[0])` is already on line \(first)" }
    seen[key] = number
    return nil
  }

  /// What is wrong with an entity and its id, by the database that the migrations make.
  private static func problem(_ values: [String], in change: MigrationChange) -> String? {
    guard values.count > 1, !change.policy.schemas.owned.isEmpty, let database = change.database,
      database.after.incompleteness == nil
    else { return nil }
    let tables = database.after.relations.entries.filter { name, relation in
      relation.isTable && change.isOwned(name.schema) && (name.name == values[0] || name.description == values[0])
    }
    guard let table = tables.first?.value else { return "`\(values[0])` is not a table of an owned schema" }
    let lacking = ["id", "owner", "decision_log_ref"].filter { table.column($0) == nil }
    if !lacking.isEmpty { return "`\(values[0])` has no column \(MigrationChange.list(lacking))" }
    switch table.column("id")?.type {
    case "uuid": return isUUID(values[1]) ? nil : "`\(values[1])` is not a UUID, as the ids of `\(values[0])` are"
    case "smallint", "integer", "bigint":
      return Int(values[1]) == nil ? "`\(values[1])` is not a number, as the ids of `\(values[0])` are" : nil
    default: return nil
    }
  }

  /// Whether a text is a UUID in its usual form (RFC 9562, section 4).
  private static func isUUID(_ text: String) -> Bool {
    text.split(separator: "-", omittingEmptySubsequences: false).map(\.utf8.count) == [8, 4, 4, 4, 12]
      && text.allSatisfy { $0 == "-" || $0.isHexDigit }
  }
}
