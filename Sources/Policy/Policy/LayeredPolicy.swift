internal import Documents
internal import Findings

/// A policy of several layers, and for each value the file that it comes from.
struct LayeredPolicy: Sendable {
  /// The values, with mappings merged and all else replaced.
  private(set) var root = LayeredValue.mapping([])

  /// The places at which a layer gives a value that an earlier layer has locked, with the file that did.
  private(set) var refused: [(key: String, place: Place, lockedBy: PolicyFile)] = []

  /// The keys that a layer names under `locked`, in their order, with the first file that does.
  private(set) var named: [(key: String, file: PolicyFile)] = []

  /// What is held of the demands whose keys are locked.
  private(set) var held: [HeldDemand] = []

  private var locks: [String: PolicyFile] = [:]

  /// Lays the files over each other, lowest first.
  ///
  /// A later one overrides a value unless an earlier one names its key under `locked`, as `approval` or, of a mapping,
  /// as `approval.role`. A lock of a demand holds all that decides on it.
  ///
  /// - Parameters:
  ///   - files: the files of one name, of all layers.
  ///   - demands: what the policy can demand.
  ///   - lockedElsewhere: keys that another file locks: for layers above its own.
  init(_ files: [PolicyFile], demands: [PolicyDemand] = [], lockedElsewhere: [(key: String, file: PolicyFile)] = []) {
    for file in files {
      for lock in lockedElsewhere where lock.file.layer.layer < file.layer.layer { locks[lock.key] = lock.file }
      guard case .object(let members) = file.document.root.content else { continue }
      root = lay(members, of: file, over: root, within: "")
      for key in members["locked"]?.array.map(Array.init) ?? [] {
        guard let key = key.string, !named.contains(where: { $0.key == key }) else { continue }
        named.append((key, file))
        if locks[key] == nil { locks[key] = file }
        for demand in demands where key == demand.key || key == demand.role { hold(demand, by: key, of: file) }
      }
    }
  }

  private mutating func hold(_ demand: PolicyDemand, by key: String, of file: PolicyFile) {
    let isWhole = key == demand.key
    var role: LayeredValue? = root
    for name in demand.role.split(separator: ".") { role = role?[String(name)] }
    held.append(
      HeldDemand(demand: demand, file: file, isWhole: isWhole, exclude: root["exclude"], role: role?.node.string))
    guard isWhole else { return }
    for key in demand.scope + ["rules.\(demand.rule)"] where locks[key] == nil { locks[key] = file }
  }

  private mutating func lay(
    _ members: Object, of file: PolicyFile, over lower: LayeredValue, within parent: String
  ) -> LayeredValue {
    var merged: [LayeredValue.Member] = []
    if case .mapping(let lowerMembers) = lower { merged = lowerMembers }
    for member in members {
      let key = parent.isEmpty ? member.key : "\(parent).\(member.key)"
      let place = Place(member.keyRange, of: file.document.source, path: file.path)
      if let lockedBy = locks[key] {
        refused.append((key, place, lockedBy))
        continue
      }
      let existing = merged.firstIndex { $0.key == member.key }
      // A key without a value says nothing; taken for a value it would wipe out a mapping, and what is locked in it.
      if member.value.isNull { continue }
      let value: LayeredValue =
        if case .object(let inner) = member.value.content {
          lay(inner, of: file, over: existing.map { merged[$0].value } ?? .mapping([]), within: key)
        } else {
          .value(member.value, LayeredValue.Origin(file: file, line: place.span?.start.line ?? 1))
        }
      if let existing {
        merged[existing].value = value
      } else {
        merged.append(LayeredValue.Member(key: member.key, value: value))
      }
    }
    return .mapping(merged)
  }
}

/// A value of a policy: a mapping, or anything else with where it comes from.
indirect enum LayeredValue: Sendable {
  case mapping([Member])
  case value(Node, Origin)

  struct Member: Sendable {
    let key: String
    var value: LayeredValue
  }

  struct Origin: Sendable {
    let file: PolicyFile
    let line: Int
  }

  /// The value without its origins.
  var node: Node {
    switch self {
    case .mapping(let members): .object(members.map { ($0.key, $0.value.node) })
    case .value(let node, _): node
    }
  }

  subscript(key: String) -> LayeredValue? {
    guard case .mapping(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// Where the value stands; of a mapping, the first value that the latest of its files gives.
  var latestPlace: Place? { latest?.place }

  private var latest: (layer: Int, place: Place)? {
    switch self {
    case .value(let node, let origin):
      let place = Place(node.range, of: origin.file.document.source, path: origin.file.path)
      return (origin.file.layer.layer.rank, place)
    case .mapping(let members):
      var latest: (layer: Int, place: Place)?
      for member in members {
        guard let candidate = member.value.latest, candidate.layer > latest?.layer ?? -1 else { continue }
        latest = candidate
      }
      return latest
    }
  }

  /// The lines of the value as YAML, each leaf with a comment that says where it comes from.
  func lines(indent: String = "") -> [String] {
    guard case .mapping(let members) = self else { return [] }
    return members.flatMap { member -> [String] in
      switch member.value {
      case .mapping(let inner) where !inner.isEmpty:
        return ["\(indent)\(member.key):"] + member.value.lines(indent: indent + "  ")
      case .mapping: return ["\(indent)\(member.key): {}"]
      case .value(let node, let origin):
        let place = "\(origin.file.layer.layer.rawValue), \(origin.file.path):\(origin.line)"
        return ["\(indent)\(member.key): \(node.json())  # \(place)"]
      }
    }
  }
}
