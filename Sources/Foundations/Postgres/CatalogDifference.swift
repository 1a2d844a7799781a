/// An object that is not the same in two snapshots.
package struct CatalogDifference: Sendable, Equatable {
  /// The name of the attribute that lists the columns of a relation in their order.
  static let columnOrder = "columns"

  /// The object as `pg_identify_object` names it, its kind first: `table eng.orders`.
  package let object: String

  /// Its attributes before; `nil` where it was not there.
  package let before: [String]?

  /// Its attributes after; `nil` where it is not there.
  package let after: [String]?

  package init(object: String, before: [String]?, after: [String]?) {
    self.object = object
    self.before = before
    self.after = after
  }

  /// The attributes that are different, as `name: value`.
  package var lost: [String] { (before ?? []).filter { !(after ?? []).contains($0) } }
  package var gained: [String] { (after ?? []).filter { !(before ?? []).contains($0) } }

  /// Whether nothing but the order of columns is different.
  package var isColumnOrder: Bool {
    guard before != nil, after != nil, lost.count == 1, gained.count == 1 else { return false }
    let names = (lost + gained).map { text in
      text.hasPrefix("\(Self.columnOrder): ")
        ? text.dropFirst(Self.columnOrder.count + 2).split(separator: ", ").sorted() : []
    }
    return !names[0].isEmpty && names[0] == names[1]
  }

  /// What is different, in words that go on from the name of the object.
  package var words: String {
    switch (before, after) {
    case (nil, _): "is left"
    case (_, nil): "is missing"
    default: (lost.map { "had \($0)" } + gained.map { "has \($0)" }).joined(separator: "; ")
    }
  }

  /// The kind and the name of the object.
  var parts: (kind: String, name: String) {
    let kinds = Self.droppable.keys.filter { object.hasPrefix("\($0) ") }
    guard let kind = kinds.max(by: { $0.count < $1.count }) else { return ("", object) }
    return (kind, String(object.dropFirst(kind.count + 1)))
  }

  /// Kinds that are dropped by name, by what `pg_identify_object` calls them.
  private static let droppable: [String: String] = [
    "access method": "ACCESS METHOD", "aggregate": "AGGREGATE", "cast": "CAST", "collation": "COLLATION",
    "conversion": "CONVERSION", "event trigger": "EVENT TRIGGER", "extension": "EXTENSION",
    "foreign table": "FOREIGN TABLE", "foreign-data wrapper": "FOREIGN DATA WRAPPER", "function": "FUNCTION",
    "index": "INDEX", "materialized view": "MATERIALIZED VIEW", "operator": "OPERATOR",
    "operator class": "OPERATOR CLASS", "operator family": "OPERATOR FAMILY", "policy": "POLICY",
    "procedure": "PROCEDURE", "publication": "PUBLICATION", "role": "ROLE", "rule": "RULE", "schema": "SCHEMA",
    "sequence": "SEQUENCE", "server": "SERVER", "statistics object": "STATISTICS", "subscription": "SUBSCRIPTION",
    "table": "TABLE", "text search configuration": "TEXT SEARCH CONFIGURATION",
    "text search dictionary": "TEXT SEARCH DICTIONARY", "text search parser": "TEXT SEARCH PARSER",
    "text search template": "TEXT SEARCH TEMPLATE", "trigger": "TRIGGER", "type": "TYPE", "view": "VIEW",
    "database": "DATABASE", "domain constraint": "", "foreign table column": "", "language": "LANGUAGE",
    "materialized view column": "", "table column": "", "table constraint": "", "view column": "",
  ]

  /// Statements that undo it, as far as there are such that follow from the names; the others need a look.
  package var undoing: [String] {
    if object.hasPrefix(Self.defaultValue) { return defaultUndoing.map { [$0] } ?? [] }
    let (kind, name) = parts
    if before == nil { return dropping(kind, name).map { [$0] } ?? [] }
    guard after != nil else { return definition.map { [$0] } ?? [] }
    let gone = gained.compactMap { reverting($0, kind, name, isGained: true) }
    return gone + lost.compactMap { reverting($0, kind, name, isGained: false) }
  }

  /// What gives a column its default back, or takes it away.
  private var defaultUndoing: String? {
    guard let (table, column) = Self.split(String(object.dropFirst(Self.defaultValue.count))) else { return nil }
    let expression = before?.first { $0.hasPrefix("adbin: ") }?.dropFirst("adbin: ".count)
    if before != nil, expression == nil { return nil }
    return "ALTER TABLE \(table) ALTER COLUMN \(column) \(expression.map { "SET DEFAULT \($0)" } ?? "DROP DEFAULT");"
  }

  private func dropping(_ kind: String, _ name: String) -> String? {
    switch kind {
    case "table constraint", "domain constraint":
      // `c on eng.t`
      guard let cut = name.firstRange(of: " on ") else { return nil }
      let owner = kind == "table constraint" ? "TABLE" : "DOMAIN"
      return "ALTER \(owner) \(name[cut.upperBound...]) DROP CONSTRAINT \(name[..<cut.lowerBound]);"
    case "table column", "foreign table column":
      guard let (table, column) = Self.split(name) else { return nil }
      return "ALTER TABLE \(table) DROP COLUMN \(column);"
    default:
      guard let words = Self.droppable[kind], !words.isEmpty, kind != "database" else { return nil }
      // What belongs to a table is named `p on eng.t`.
      let isPart = ["policy", "rule", "trigger"].contains(kind)
      return "DROP \(words) \(isPart ? name.replacing(" on ", with: " ON ", maxReplacements: 1) : name);"
    }
  }

  /// What makes a missing object again, where the catalog has it as a statement.
  private var definition: String? {
    guard let text = before?.first(where: { $0.hasPrefix("definition: ") })?.dropFirst("definition: ".count) else {
      return nil
    }
    let (kind, name) = parts
    guard kind == "table constraint", let cut = name.firstRange(of: " on ") else { return "\(text);" }
    return "ALTER TABLE \(name[cut.upperBound...]) ADD CONSTRAINT \(name[..<cut.lowerBound]) \(text);"
  }

  /// The statement that takes an attribute away, or gives it back.
  private func reverting(_ attribute: String, _ kind: String, _ name: String, isGained: Bool) -> String? {
    guard let cut = attribute.firstRange(of: ": "), let words = Self.droppable[kind] else { return nil }
    let (key, value) = (attribute[..<cut.lowerBound], attribute[cut.upperBound...])
    let isColumn = kind.hasSuffix("column")
    if key == "comment" {
      let had = lost.contains { $0.hasPrefix("comment: ") }
      if isGained, had { return nil }
      let text =
        isGained ? "NULL" : "'\(value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
      return isColumn || !words.isEmpty ? "COMMENT ON \(isColumn ? "COLUMN" : words) \(name) IS \(text);" : nil
    }
    if key.hasPrefix("grant to ") {
      let role = key.dropFirst("grant to ".count)
      guard let by = role.firstRange(of: " by ") else { return nil }
      return privilege(String(value), of: String(role[..<by.lowerBound]), kind, name, isGained: isGained)
    }
    if key.hasPrefix("member of "), let by = key.firstRange(of: " by ") {
      let role = key[key.index(key.startIndex, offsetBy: "member of ".count)..<by.lowerBound]
      return isGained ? "REVOKE \(role) FROM \(name);" : "GRANT \(role) TO \(name);"
    }
    if key == "relowner" || key == "proowner" || key == "nspowner" || key == "typowner", !isGained {
      return "ALTER \(words) \(name) OWNER TO \(value);"
    }
    return nil
  }

  private func privilege(_ list: String, of role: String, _ kind: String, _ name: String, isGained: Bool) -> String? {
    let other = (isGained ? lost : gained).first { $0.hasPrefix("grant to \(role) by ") }
    let held = other?.split(separator: ": ", maxSplits: 1).last.map { Self.items(String($0)) } ?? []
    let items = Self.items(list).filter { !held.contains($0) }
    guard !items.isEmpty else { return nil }
    let bare = items.map { $0.replacing(" WITH GRANT OPTION", with: "") }
    var target = name
    var names = bare.joined(separator: ", ")
    if kind.hasSuffix("column") {
      guard let (table, column) = Self.split(name) else { return nil }
      target = table
      names = bare.map { "\($0) (\(column))" }.joined(separator: ", ")
    } else if !["table", "view", "materialized view", "foreign table"].contains(kind) {
      let words = Self.droppable[kind] ?? ""
      target = "\(kind == "server" ? "FOREIGN SERVER" : words) \(name)"
    }
    let option = items.contains { $0.hasSuffix("WITH GRANT OPTION") } && !isGained ? " WITH GRANT OPTION" : ""
    return isGained ? "REVOKE \(names) ON \(target) FROM \(role);" : "GRANT \(names) ON \(target) TO \(role)\(option);"
  }

  private static func items(_ list: String) -> [String] {
    list.split(separator: ", ").map(String.init)
  }

  /// A column's name apart from its relation's; a dot within quotes does not count.
  static func split(_ name: String) -> (relation: String, column: String)? {
    var isQuoted = false
    var last: String.Index?
    for index in name.indices {
      if name[index] == "\"" { isQuoted.toggle() }
      if name[index] == ".", !isQuoted { last = index }
    }
    return last.map { (String(name[..<$0]), String(name[name.index(after: $0)...])) }
  }
}
