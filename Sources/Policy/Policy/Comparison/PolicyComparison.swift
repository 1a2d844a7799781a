internal import Documents
internal import Findings

/// Walks over two layered policies side by side.
struct PolicyComparison {
  private let tendencies: PolicyTendencies
  private let severities: [String: Severity]
  private var differences: [PolicyDifference] = []

  init(_ tendencies: PolicyTendencies, _ severities: [String: Severity]) {
    self.tendencies = tendencies
    self.severities = severities
  }

  func differences(_ old: LayeredValue, _ new: LayeredValue) -> [PolicyDifference] {
    var walk = self
    walk.compare(old, new, at: [])
    return walk.differences
  }

  private mutating func compare(_ old: LayeredValue?, _ new: LayeredValue?, at path: [String]) {
    if case .value(let oldNode, let origin)? = old, case .value(let newNode, let newOrigin)? = new {
      return compare(Value(oldNode, origin), Value(newNode, newOrigin), at: path)
    }
    let (oldMembers, newMembers) = (old?.members ?? [], new?.members ?? [])
    let known = Set(newMembers.map(\.key))
    for key in newMembers.map(\.key) + oldMembers.map(\.key).filter({ !known.contains($0) }) {
      compare(old?[key], new?[key], at: path + [key])
    }
    // A mapping has taken the place of a value, or a value that of nothing.
    if case .value(let node, let origin)? = new { compare(nil, Value(node, origin), at: path) }
    if case .value(let node, let origin)? = old { compare(Value(node, origin), nil, at: path) }
  }

  private mutating func compare(_ old: Value?, _ new: Value?, at path: [String]) {
    if old?.node == new?.node { return }
    if (old ?? new)?.node.array != nil, old?.node.array != nil || old == nil, new?.node.array != nil || new == nil {
      return compareElements(old, new, at: path)
    }
    if (old ?? new)?.node.object != nil { return compareMembers(old, new, at: path) }
    let (before, after) = (old?.node ?? standard(at: path), new?.node ?? standard(at: path))
    guard before != after else { return }
    note(before, after, (new ?? old)?.place, tendencies[path]?.effect(of: after, after: before), at: path)
  }

  /// Compares lists: of mappings those that have the same identity member by member, of anything else the elements.
  private mutating func compareElements(_ old: Value?, _ new: Value?, at path: [String]) {
    let (before, after) = (old?.elements ?? [], new?.elements ?? [])
    let tendency = tendencies[path]
    guard tendency?.isOfElements == true else {
      return note(
        old?.node, new?.node, (new ?? old)?.place, tendency?.effect(of: new?.node, after: old?.node), at: path)
    }
    for element in after {
      if let partner = before.first(where: { $0.identity == element.identity }) {
        if element.node.object != nil { compareMembers(partner, element, at: path + [element.identity]) }
      } else {
        note(nil, element.node, element.place, tendency?.effect(of: element.node, after: nil), at: path)
      }
    }
    for element in before where !after.contains(where: { $0.identity == element.identity }) {
      // A place in the policy that is gone is no place to look at; the list that it was in is.
      note(element.node, nil, new?.place ?? element.place, tendency?.effect(of: nil, after: element.node), at: path)
    }
  }

  private mutating func compareMembers(_ old: Value?, _ new: Value?, at path: [String]) {
    guard let before = old?.members ?? (old == nil ? [] : nil), let after = new?.members ?? (new == nil ? [] : nil)
    else { return note(old?.node, new?.node, (new ?? old)?.place, nil, at: path) }
    for (key, value) in after { compare(before.first { $0.key == key }?.value, value, at: path + [key]) }
    for (key, value) in before where !after.contains(where: { $0.key == key }) {
      compare(value, nil, at: path + [key])
    }
  }

  /// What a key means that no policy names: a rule keeps its own severity.
  private func standard(at path: [String]) -> Node? {
    guard path.count == 2, path[0] == "rules", let severity = severities[path[1]] else { return nil }
    return .string(severity.rawValue)
  }

  private mutating func note(
    _ old: Node?, _ new: Node?, _ place: Place?, _ effect: PolicyDifference.Effect?, at path: [String]
  ) {
    differences.append(
      PolicyDifference(
        key: path.joined(separator: "."), effect: effect ?? .other, old: old?.json(), new: new?.json(), place: place))
  }
}

/// A node with the file that it comes from.
private struct Value {
  let node: Node
  let origin: LayeredValue.Origin

  init(_ node: Node, _ origin: LayeredValue.Origin) {
    self.node = node
    self.origin = origin
  }

  var place: Place { Place(node.range, of: origin.file.document.source, path: origin.file.path) }

  var elements: [Value] { node.array.map { $0.map { Value($0, origin) } } ?? [] }

  var members: [(key: String, value: Value)]? {
    node.object.map { $0.map { ($0.key, Value($0.value, origin)) } }
  }

  /// What tells an element of a list from the others: its name, the rule and path of a waiver, or all of it.
  var identity: String {
    guard let object = node.object else { return node.json() }
    if let name = object["name"]?.string { return "[\(name)]" }
    if let rule = object["rule"]?.string, let path = object["path"]?.string { return "[\(rule) in \(path)]" }
    return node.json()
  }
}

extension LayeredValue {
  fileprivate var members: [Member]? {
    guard case .mapping(let members) = self else { return nil }
    return members
  }
}
