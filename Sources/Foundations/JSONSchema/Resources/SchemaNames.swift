package import Documents

/// The names by which a file finds schemas, and by which its own are found: as they stand there, whether they are in
/// force or not.
package enum SchemaNames {
  /// The texts of references, and of `$schema` where it names no draft.
  package static func references(in root: Node) -> [String] {
    var found: [String] = []
    eachText(in: root) { key, text in if isReference(key, text) { found.append(text) } }
    return found
  }

  /// The texts of references in a JSON text that is not parsed for it; nil where it has to be, because of an escape in
  /// a key or in a reference.
  package static func references(inJSON text: Span<UInt8>) -> [String]? {
    var found: [String] = []
    var scan = MemberScan(text, keys: ["$ref", "$schema", "$dynamicRef", "$recursiveRef"], mark: 1)
    while let (key, value) = scan.next(in: text) { if isReference(key, value) { found.append(value) } }
    return scan.isEscaped ? nil : found
  }

  private static func isReference(_ key: String, _ text: String) -> Bool {
    switch key {
    case "$ref", "$dynamicRef", "$recursiveRef": true
    case "$schema": Draft(metaschema: text) == nil
    default: false
    }
  }

  /// The texts of `$id` and `id`, without an empty fragment.
  package static func identifiers(in root: Node) -> [String] {
    var found: [String] = []
    eachText(in: root) { key, text in if key == "$id" || key == "id" { found.append(withoutEmptyFragment(text)) } }
    return found
  }

  /// The texts of `$id` and `id` in a JSON text that is not parsed for it; nil where it has to be.
  package static func identifiers(inJSON text: Span<UInt8>) -> [String]? {
    var found: [String] = []
    var scan = MemberScan(text, keys: ["$id", "id"], mark: 0)
    while let (_, value) = scan.next(in: text) { found.append(withoutEmptyFragment(value)) }
    return scan.isEscaped ? nil : found
  }

  package static func withoutEmptyFragment(_ text: String) -> String {
    text.hasSuffix("#") ? String(text.dropLast()) : text
  }

  private static func eachText(in root: Node, _ body: (_ key: String, _ text: String) -> Void) {
    var open = [root]
    while let node = open.popLast() {
      if let elements = node.array { open += elements }
      guard let members = node.object else { continue }
      for member in members {
        if let text = member.value.string { body(member.key, text) } else { open.append(member.value) }
      }
    }
  }
}

extension SchemaNames {
  /// What the URI of a file or of a schema, and every reference that leads there, has in common.
  package enum Lead: Hashable, Sendable {
    /// It leads nowhere else: the reference has a fragment at most.
    case itself
    /// The last segment of the path, decoded.
    case name(String)
    /// The path ends in a way that other paths mean as well, like `..` or a slash.
    case anything
  }

  /// Where a reference or an identifier leads.
  package static func lead(of text: String) -> Lead {
    // Most are a plain name of a file.
    if text.utf8.first?.isASCIILetter ?? false,
      text.utf8.allSatisfy({ "-._".utf8.contains($0) || $0.isASCIILetter || $0.isASCIIDigit })
    {
      return .name(text)
    }
    let reference = URIReference(text)
    // An encoded slash parts names of files as well.
    let path = URIReference.percentDecoded(reference.path) ?? String(reference.path)
    guard let last = path.split(separator: "/", omittingEmptySubsequences: false).last, !last.isEmpty, last != ".",
      last != ".."
    else {
      let isFragment = reference.path.isEmpty && reference.query == nil && reference.authority == nil
      return isFragment && reference.scheme == nil ? .itself : .anything
    }
    return .name(String(last))
  }
}
