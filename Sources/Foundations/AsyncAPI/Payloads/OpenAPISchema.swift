internal import Documents

/// The Schema Object of OpenAPI 3.0, as JSON Schema.
enum OpenAPISchema {
  /// A document in which `nullable` is said by the types; the ways to all other values stay as they are.
  ///
  /// It has an effect beside `type` alone, and an `enum` has to name null itself (OpenAPI 3.0.3, section 4.7.24).
  static func translated(_ node: Node) -> Node {
    if let members = node.object {
      let isNullable = members["nullable"]?.boolean == true
      return .object(
        members.map { member in
          if isNullable, member.key == "type", let type = member.value.string {
            return (member.key, .array([.string(type), "null"]))
          }
          return (member.key, translated(member.value))
        })
    }
    return node.array.map { .array($0.map { translated($0) }) } ?? node
  }
}
