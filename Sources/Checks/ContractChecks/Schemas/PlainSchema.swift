package import Documents

/// Tells a schema that does not say that it is one from data, by what only schemas have.
package enum PlainSchema {
  /// Whether a document is plainly a schema: it has an identifier of schemas, or a type beside nothing but annotations or
  /// beside a keyword of the right shape.
  ///
  /// GeoJSON and most configuration have a `type` of another kind, or `properties` that are no schemas.
  package static func isPlainly(_ root: Node) -> Bool {
    guard let members = root.object else { return false }
    if let identifier = members["$id"]?.string, identifier.contains(where: { !$0.isNumber }) { return true }
    guard let type = members["type"], isType(type) else { return false }
    let others = members.filter { $0.key != "type" }
    return others.allSatisfy { annotations.contains($0.key) } || others.contains { hasShape($0.key, $0.value) }
  }

  /// Whether a file is in a folder of examples, where documents look like what they are examples of.
  package static func isInstance(_ path: [UInt8]) -> Bool {
    path.split(separator: UInt8(ascii: "/")).dropLast().contains { name in
      folders.contains(String(decoding: name, as: UTF8.self))
    }
  }

  private static let folders: Set<String> = ["examples", "valid", "invalid"]

  private static let annotations: Set<String> = ["title", "description", "$comment", "examples"]

  private static let names = ["array", "boolean", "integer", "null", "number", "object", "string"]

  /// A name of a type, or several: also with one typo, so that the schema's metaschema can tell of it.
  private static func isType(_ value: Node) -> Bool {
    let written = value.array.map(Array.init) ?? [value]
    return !written.isEmpty
      && written.allSatisfy { node in
        node.string.map { word in names.contains { Spelling.isWithinOneEdit($0, of: word) } } ?? false
      }
  }

  private static func hasShape(_ key: String, _ value: Node) -> Bool {
    switch key {
    case "properties", "patternProperties", "$defs", "definitions":
      value.object?.allSatisfy { isSchema($0.value) } ?? false
    case "items": isSchema(value) || value.array.map { !$0.isEmpty && $0.allSatisfy(isSchema) } ?? false
    case "allOf", "anyOf", "oneOf": value.array.map { !$0.isEmpty && $0.allSatisfy(isSchema) } ?? false
    case "required": value.array?.allSatisfy { $0.string != nil } ?? false
    default: false
    }
  }

  private static func isSchema(_ node: Node) -> Bool { node.object != nil || node.boolean != nil }
}

/// How far two words are from each other.
package enum Spelling {
  /// Whether one insertion, deletion, substitution or swap of neighbours, or nothing, makes one word of the other.
  package static func isWithinOneEdit(_ left: String, of right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard abs(left.count - right.count) <= 1 else { return false }
    let start = zip(left, right).prefix { $0 == $1 }.count
    let rest = min(left.count, right.count) - start
    let end = zip(left.reversed(), right.reversed()).prefix(rest).prefix { $0 == $1 }.count
    let (first, second) = (left[start..<left.count - end], right[start..<right.count - end])
    return first.count <= 1 && second.count <= 1
      || first.count == 2 && second.count == 2 && first.elementsEqual(second.reversed())
  }
}
