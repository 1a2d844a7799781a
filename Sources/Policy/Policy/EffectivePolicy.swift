internal import Documents
package import Findings

/// What one check's policy file says beyond what every policy file may say.
package protocol CheckPolicy: Sendable {
  /// Takes the check's own keys. A missing value is filled with anything: the compiled-in defaults have every key.
  init(_ reader: inout PolicyReader)
}

/// The policy that is in force for one check: the layers laid over each other.
package struct EffectivePolicy<Own: CheckPolicy>: Sendable {
  /// The check's own keys.
  package let own: Own

  package let rules: RuleSettings

  /// Paths that the check leaves alone.
  package let exclude: [PathPattern]

  /// Where it comes from, lowest layer first.
  package let layers: [Report.PolicyLayer]

  /// Lays the files over each other, lowest first: a mapping is merged key by key, anything else is replaced.
  ///
  /// Each file is held to the keys and rules that exist, so that a fault is told at its own line. The source of an
  /// absent repository layer is passed in `absent`, since that is part of what a report says.
  package init(_ files: [PolicyFile], absent: [Report.PolicyLayer] = [], ruleIDs: [String]) throws(UnreadablePolicy) {
    var faults: [PolicyFault] = []
    for file in files {
      var reader = PolicyReader(file.document.root, source: file.document.source, path: file.path)
      _ = Self.read(&reader, ruleIDs)
      reader.refuseUnknownKeys()
      faults += reader.faults
    }
    guard faults.isEmpty else { throw UnreadablePolicy(faults) }
    let merged = files.map(\.document.root).reduce(Node.null) { $1.laid(over: $0) }
    var reader = PolicyReader(merged)
    (own, rules, exclude) = Self.read(&reader, ruleIDs)
    layers = files.map(\.layer) + absent
  }

  private static func read(_ reader: inout PolicyReader, _ ruleIDs: [String]) -> (Own, RuleSettings, [PathPattern]) {
    let own = Own(&reader)
    return (own, reader.ruleSettings("rules", of: ruleIDs), reader.patterns("exclude") ?? [])
  }

  /// Whether the repository has no file for this check yet.
  package var isAdoption: Bool { layers.contains { $0.source == .absent } }

  /// Whether the policy takes a path out of the check's sight.
  package func excludes(_ path: [UInt8]) -> Bool {
    exclude.contains { $0.matches(path) }
  }
}

extension Node {
  fileprivate func laid(over lower: Node) -> Node {
    guard case .object(let upperMembers) = content else { return kind == .null ? lower : self }
    guard case .object(let lowerMembers) = lower.content else { return self }
    var members = lowerMembers.map { ($0.key, upperMembers[$0.key]?.laid(over: $0.value) ?? $0.value) }
    members += upperMembers.filter { lowerMembers[$0.key] == nil }.map { ($0.key, $0.value) }
    return .object(members)
  }
}
