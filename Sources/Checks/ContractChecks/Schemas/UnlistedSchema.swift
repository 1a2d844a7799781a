internal import Changes
internal import Documents
internal import JSONSchema

/// A file that looks like a schema, and that neither it nor the policy says to be one: no rule about schemas judges it.
enum UnlistedSchema {
  /// The paths of such files, in their order.
  static func paths(among files: [ContractFile], beside schemas: [ContractSchema]) -> [String] {
    let judged = Set(schemas.map(\.path))
    return files.compactMap { file in
      guard case .document(let document) = file.content, !judged.contains(file.path) else { return nil }
      return looksLikeSchema(document.root) ? file.path : nil
    }
  }

  /// What a reader should know about them: of many files the first few are named.
  static func remarks(on paths: [String]) -> [String] {
    let repair =
      "name it under schemas.files in \(ContractCheck.policyPath), or give it the $schema of a draft, if it is one"
    let remarks = paths.prefix(limit).map { "\($0) looks like a JSON Schema and is not judged as one; \(repair)" }
    guard paths.count > limit else { return remarks }
    return remarks + ["\(paths.count - limit) more files look like JSON Schemas and are not judged as such"]
  }

  private static let limit = 5

  /// Whether a document names a metaschema, or has a `type` beside keywords that only schemas have.
  private static func looksLikeSchema(_ root: Node) -> Bool {
    guard let members = root.object else { return false }
    if members["$schema"]?.string != nil { return true }
    guard let type = members["type"], isType(type) else { return false }
    return keywords.contains { keyword, kind in members[keyword.rawValue]?.kind == kind }
  }

  private static func isType(_ value: Node) -> Bool {
    let names = value.array.map(Array.init) ?? [value]
    return !names.isEmpty && names.allSatisfy { name in name.string.map(types.contains) ?? false }
  }

  private static let types: Set<String> = ["array", "boolean", "integer", "null", "number", "object", "string"]

  private static let keywords: [(Keyword, Node.Kind)] = [
    (.properties, .object), (.patternProperties, .object), (.defs, .object), (.definitions, .object), (.items, .object),
    (.required, .array), (.allOf, .array), (.anyOf, .array), (.oneOf, .array), (.enum, .array), (.ref, .string),
  ]
}
