internal import Documents
internal import JSONSchema

/// An object with what its traits add.
struct MergedObject {
  enum Value {
    case written(Site)
    case merged(Node)
  }

  var fields: [String: Value] = [:]
}

/// Merges traits into operations and messages, by JSON Merge Patch (RFC 7386).
///
/// In 2.x a trait wins over what it is applied to, and in 3.x it does not (2.6.0 and 3.0.0, "Traits Merge Mechanism").
struct TraitMerge {
  var set: DocumentSet
  let version: AsyncAPIVersion
  /// How many values may still be copied: a document of small size can ask for billions of them.
  private(set) var room = 2_000_000
  var isExhausted: Bool { room <= 0 }

  init(_ set: DocumentSet, _ version: AsyncAPIVersion) {
    self.set = set
    self.version = version
  }

  /// The fields of an object with those of its traits.
  mutating func merged(_ site: Site) -> MergedObject {
    let traits = (set.node(at: site)["traits"]?.array.map(Array.init) ?? []).compactMap { trait -> Site? in
      let place = set.site(of: trait.array?.first ?? trait, beside: site)
      return set.target(of: place)
    }
    let layers = version < .v30 ? [site] + traits : traits + [site]
    var merged = MergedObject()
    for layer in layers {
      guard room > 0, let members = set.node(at: layer).object else { continue }
      for member in members where member.key != "traits" {
        room -= 1
        apply(set.site(of: member.value, beside: layer), at: member.key, to: &merged)
      }
    }
    return merged
  }

  private mutating func apply(_ patch: Site, at key: String, to merged: inout MergedObject) {
    let node = set.node(at: patch)
    guard let known = merged.fields[key] else {
      merged.fields[key] = node.isNull ? nil : .written(patch)
      return
    }
    if node.isNull {
      merged.fields[key] = nil
    } else if node.object != nil, isObject(known) {
      merged.fields[key] = .merged(patched(absolute(known), by: patch, depth: 0))
    } else {
      merged.fields[key] = .written(patch)
    }
  }

  private func isObject(_ value: MergedObject.Value) -> Bool {
    switch value {
    case .written(let site): set.node(at: site).object != nil
    case .merged(let node): node.object != nil
    }
  }

  // MARK: Values that are put together

  private mutating func absolute(_ value: MergedObject.Value) -> Node {
    switch value {
    case .written(let site): absolute(site)
    case .merged(let node): node
    }
  }

  /// A copy of a value whose references say by themselves where they lead.
  mutating func absolute(_ site: Site) -> Node {
    let node = set.node(at: site)
    room -= node.tape.entries[node.index].stride
    guard room > 0 else { return .null }
    return Self.absolute(node, base: set.uri(of: site))
  }

  private static func absolute(_ node: Node, base: String) -> Node {
    if let members = node.object {
      return .object(
        members.map { member in
          if member.key == "$ref", let text = member.value.string {
            return (member.key, .string(absolute(text, base: base)))
          }
          let isValue = ["const", "enum", "default", "examples"].contains(member.key)
          return (member.key, isValue ? member.value : absolute(member.value, base: base))
        })
    }
    return node.array.map { .array($0.map { absolute($0, base: base) }) } ?? node
  }

  private static func absolute(_ text: String, base: String) -> String {
    let fragment = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first
    return FileURI.resolve(text, against: base) + (fragment.map { "#\($0)" } ?? "")
  }

  /// JSON Merge Patch of a value that is absolute by one that is written; references of either are followed first.
  private mutating func patched(_ target: Node, by patch: Site, depth: Int) -> Node {
    guard depth < 100, room > 0, let written = set.target(of: patch), let patchMembers = set.node(at: written).object
    else { return absolute(patch) }
    let base = followed(target, from: patch)
    guard let targetMembers = base.object else { return absolute(written) }
    room -= targetMembers.count
    var members: [(String, Node)] = targetMembers.compactMap { member in
      guard let value = patchMembers[member.key] else { return (member.key, member.value) }
      let site = set.site(of: value, beside: written)
      if value.isNull { return nil }
      guard value.object != nil, member.value.object != nil else { return (member.key, absolute(site)) }
      return (member.key, patched(member.value, by: site, depth: depth + 1))
    }
    for member in patchMembers where targetMembers[member.key] == nil && !member.value.isNull {
      members.append((member.key, absolute(set.site(of: member.value, beside: written))))
    }
    return .object(members)
  }

  /// What a value with an absolute reference leads to, made absolute.
  private mutating func followed(_ node: Node, from site: Site) -> Node {
    guard let text = node["$ref"]?.string else { return node }
    do throws(ReferenceError) {
      let target = try set.resolve(text, from: site)
      return set.target(of: target).map { absolute($0) } ?? node
    } catch {
      return node
    }
  }
}
