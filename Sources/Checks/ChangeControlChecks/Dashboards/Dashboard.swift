internal import Documents
internal import RegularExpressions

/// A dashboard of Grafana, as far as it says which metrics are shown.
///
/// Panels are looked for in rows, in collapsed rows, and in the form of version 2; a text, a hidden query and a panel
/// without a query show nothing. What a panel is called proves nothing.
struct Dashboard {
  /// What the queries of panels say, a text for each of their values.
  private(set) var queries: [String] = []

  /// Panels whose queries are elsewhere, by their names.
  private(set) var libraryPanels: [String] = []

  /// The most panels that are looked at.
  private static let panelLimit = 20_000

  /// Kinds of panels that show no metric.
  private static let silent: Set = [
    "text", "row", "news", "dashlist", "alertlist", "annolist", "gettingstarted", "welcome", "pluginlist", "debug",
  ]

  /// Keys of a query that name it, and say nothing of what it asks.
  private static let naming: Set = [
    "refId", "legendFormat", "alias", "datasource", "datasourceUid", "format", "hide", "hidden", "id", "label", "key",
    "type", "queryType", "resultFormat", "interval",
  ]

  init(_ root: Node) {
    let dashboard = root["dashboard"]?.object != nil ? root["dashboard"] ?? root : root
    var open = Self.elements(dashboard["panels"])
    for row in Self.elements(dashboard["rows"]) { open += Self.elements(row["panels"]) }
    var seen = 0
    while let panel = open.popLast(), seen < Self.panelLimit {
      seen += 1
      open += Self.elements(panel["panels"])
      read(panel)
    }
    let elements = dashboard["elements"] ?? dashboard["spec"]?["elements"]
    for member in elements?.object.map(Array.init) ?? [] { read(element: member.value) }
  }

  private mutating func read(_ panel: Node) {
    if let library = panel["libraryPanel"], panel["targets"]?.array?.isEmpty != false {
      libraryPanels.append(library["name"]?.string ?? panel["title"]?.string ?? "?")
      return
    }
    guard !Self.silent.contains(panel["type"]?.string ?? "") else { return }
    for target in Self.elements(panel["targets"]) where target["hide"]?.boolean != true { take(target) }
  }

  /// Reads an element of a dashboard in the form of version 2.
  private mutating func read(element: Node) {
    let spec = element["spec"] ?? .null
    if element["kind"]?.string == "LibraryPanel" {
      libraryPanels.append(spec["libraryPanel"]?["name"]?.string ?? spec["title"]?.string ?? "?")
      return
    }
    guard !Self.silent.contains(spec["vizConfig"]?["kind"]?.string ?? "") else { return }
    for query in Self.elements(spec["data"]?["spec"]?["queries"]) where query["spec"]?["hidden"]?.boolean != true {
      if let inner = query["spec"]?["query"] { take(inner) }
    }
  }

  /// Takes every text of a query but its names.
  private mutating func take(_ target: Node) {
    var open = [target]
    while let next = open.popLast() {
      if let text = next.string {
        queries.append(Self.withoutComments(text))
      } else if let elements = next.array {
        open += elements
      } else {
        for member in next.object.map(Array.init) ?? [] where !Self.naming.contains(member.key) {
          open.append(member.value)
        }
      }
    }
  }

  /// A query without its comments, which PromQL begins with `#`.
  private static func withoutComments(_ text: String) -> String {
    guard text.contains("#") else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var isQuoted = false
      let end = line.firstIndex { character in
        if character == "\"" { isQuoted.toggle() }
        return character == "#" && !isQuoted
      }
      return String(line[..<(end ?? line.endIndex)])
    }.joined(separator: "\n")
  }

  private static func elements(_ node: Node?) -> [Node] { node?.array.map(Array.init) ?? [] }

  /// Whether a query has something that fits an expression.
  ///
  /// - Throws: a `MatchError` where that takes too long to say.
  func shows(_ metric: RegularExpression) throws(MatchError) -> Bool {
    for query in queries where try metric.matches(query.utf8Span.span, effort: .large) {
      return true
    }
    return false
  }
}
