internal import Documents

/// The keys that a policy can have, as its schema knows them, and as `locked` names them: `approval` or `approval.role`.
struct LockableKeys {
  private let schema: Node

  init(_ schema: Node) {
    self.schema = schema
  }

  /// Whether a policy can have a key.
  ///
  /// A name that somebody chooses, as that of a tool, may be any.
  func contains(_ key: String) -> Bool {
    Self.leads(key.split(separator: ".", omittingEmptySubsequences: false), into: schema)
  }

  /// The key that may have been meant, or those that are known where the way to this one ends.
  func help(for key: String) -> String {
    let names = key.split(separator: ".", omittingEmptySubsequences: false)
    for count in (0..<names.count).reversed() {
      let parent = names[..<count].joined(separator: ".")
      guard count == 0 || contains(parent) else { continue }
      let known = Self.names(within: Self.node(at: names[..<count], in: schema) ?? schema)
      let prefix = parent.isEmpty ? "" : parent + "."
      if let nearest = Suggestion.nearest(to: String(names[count]), among: known) {
        return "did you mean \(prefix)\(nearest)?"
      }
      if !known.isEmpty { return "known are: \(known.sorted().map { prefix + $0 }.joined(separator: ", "))" }
    }
    return "a key is named as in approval.role"
  }

  private static func leads(_ names: some Collection<Substring>, into schema: Node) -> Bool {
    guard let first = names.first else { return true }
    if let property = schema["properties"]?[String(first)] { return leads(names.dropFirst(), into: property) }
    guard let other = schema["additionalProperties"], other.boolean != false else { return false }
    if let words = schema["propertyNames"]?["enum"]?.array {
      return names.count == 1 && words.contains { $0.string == String(first) }
    }
    // A name may have dots itself.
    let names = Array(names)
    return (1...names.count).contains { leads(names[$0...], into: other) }
  }

  private static func node(at names: some Collection<Substring>, in schema: Node) -> Node? {
    var node: Node? = schema
    for name in names { node = node?["properties"]?[String(name)] ?? node?["additionalProperties"] }
    return node
  }

  private static func names(within schema: Node) -> [String] {
    schema["properties"]?.object?.keys ?? schema["propertyNames"]?["enum"]?.array?.compactMap(\.string) ?? []
  }
}

extension PolicyReader {
  /// Notes every lock on a key that a policy cannot have: it would hold nothing, and nobody would notice.
  mutating func refuseUnknownLocks(_ key: String, of keys: LockableKeys) {
    // Past the limit of faults the next would only take its time: what may have been meant is looked for.
    for element in elements(key) where !hasTooManyFaults {
      guard let lock = read(element, of: key, { $0.string }), !keys.contains(lock) else { continue }
      let rule = lock.hasPrefix(Document.lockPrefix) ? String(lock.dropFirst(Document.lockPrefix.count)) : ""
      if let correction = RenamedRules.correction(of: rule) {
        fault(correction.message, at: element.range, help: correction.help)
      } else {
        fault("there is no key \(quoted(lock)) to lock", at: element.range, help: keys.help(for: lock))
      }
    }
  }
}
