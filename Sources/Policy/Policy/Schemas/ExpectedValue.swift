internal import Documents

/// What a schema expects of a value, as a noun phrase.
struct ExpectedValue {
  let words: String

  /// The keywords about a value itself, all of which the phrase takes in.
  static let keywords: Set<String> = [
    "type", "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "minItems", "maxItems", "minProperties",
  ]

  /// How many of the allowed words a phrase names.
  static let shownWords = 8

  init(of subschema: Node, in schema: Node, isRoot: Bool = false) {
    words = Self.words(of: subschema, in: schema, isRoot: isRoot)
  }

  private static func words(of subschema: Node, in schema: Node, isRoot: Bool) -> String {
    // The title of a whole document is its name.
    if !isRoot, let title = subschema["title"]?.string { return title }
    if let target = target(of: subschema, in: schema) { return words(of: target, in: schema, isRoot: false) }
    if let value = subschema["const"] { return value.json() }
    if let values = subschema["enum"]?.array {
      let words = values.prefix(shownWords).map { $0.string ?? $0.json() }
      guard values.count <= shownWords else { return "one of \(values.count) words" }
      return list(words)
    }
    let types = subschema["type"]?.array.map { $0.compactMap(\.string) } ?? [subschema["type"]?.string ?? ""]
    // A key of a mapping may stand there empty; nobody is advised to write that.
    let advised = types.contains("object") ? types.filter { $0 != "null" } : types
    return list(advised.map { phrase($0, subschema, schema) })
  }

  /// What a reference within the schema leads to.
  private static func target(of subschema: Node, in schema: Node) -> Node? {
    guard let reference = subschema["$ref"]?.string, reference.hasPrefix("#/$defs/") else { return nil }
    return schema["$defs"]?[String(reference.dropFirst("#/$defs/".count))]
  }

  private static func phrase(_ type: String, _ subschema: Node, _ schema: Node) -> String {
    switch type {
    case "null": "null"
    case "boolean": "true or false"
    case "integer": "a whole number" + bounds(of: subschema)
    case "number": "a number" + bounds(of: subschema)
    case "array": "a list" + elements(of: subschema, in: schema)
    case "object": "a mapping" + ((subschema["minProperties"]?.number?.int ?? 0) > 0 ? " that is not empty" : "")
    case "string": text(subschema)
    default: "another value"
    }
  }

  private static func text(_ subschema: Node) -> String {
    switch subschema["format"]?.string {
    case "date": "a day, as in 2026-12-31"
    case "date-time": "an instant with its offset, as in 2026-12-18T18:00:00Z"
    case let format?: "a text of the format \(format)"
    case nil:
      if let pattern = subschema["pattern"]?.string {
        "a text that matches \(pattern)"
      } else if let least = subschema["minLength"]?.number?.int, least > 0 {
        least == 1 ? "a text that is not empty" : "a text of at least \(least) characters"
      } else {
        "a text"
      }
    }
  }

  private static func bounds(of subschema: Node) -> String {
    switch (subschema["minimum"]?.json(), subschema["maximum"]?.json()) {
    case (let least?, let most?): " from \(least) to \(most)"
    case (let least?, nil): " of at least \(least)"
    case (nil, let most?): " of at most \(most)"
    case (nil, nil): ""
    }
  }

  private static func elements(of subschema: Node, in schema: Node) -> String {
    let size = (subschema["minItems"]?.number?.int ?? 0) > 0 ? " that is not empty" : ""
    guard let items = subschema["items"], items.object != nil else { return size }
    let words = words(of: items, in: schema, isRoot: false)
    switch words {
    case "a text": return " of texts" + size
    case "a mapping": return " of mappings" + size
    case "": return size
    default: return size + ", each \(words)"
    }
  }

  /// A value in words: as JSON where it is short, and otherwise what it is.
  static func found(_ value: Node) -> String {
    switch value.content {
    case .array(let elements): return elements.isEmpty ? "an empty list" : "a list"
    case .object(let members): return members.isEmpty ? "an empty mapping" : "a mapping"
    case .string(let text): return Node.string(cut(text)).json()
    default: return cut(value.json())
    }
  }

  /// A text without what makes it long.
  static func cut(_ text: String) -> String {
    let limit = 60
    guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))) + "…"
  }

  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or \(last)"
  }
}
