internal import Documents
package import Findings

/// What one check's policy file says beyond what every policy file may say.
package protocol CheckPolicy: Sendable {
  /// What every file of it is held to before anybody reads it.
  static var schema: DocumentSchema { get }

  /// Takes the check's own keys. A missing value is filled with anything: the compiled-in defaults have every key.
  ///
  /// It is asked of each file by itself, which may have only some of the keys, and of all of them together: what goes
  /// wrong between values is refused where all of these are there.
  init(_ reader: inout PolicyReader)

  /// Which way each of the check's own keys lets more through.
  static var tendencies: PolicyTendencies { get }

  /// The roles that somebody has to be in, for what the check demands to be given.
  var neededRoles: [String] { get }

  /// How far this machine's clock may be from the forge's before nobody knows what time it is, in seconds.
  var clockTolerance: Int { get }
}

extension CheckPolicy {
  package var clockTolerance: Int { 600 }

  package var neededRoles: [String] { [] }
}

/// The policy that is in force for one check: the layers laid over each other.
package struct EffectivePolicy<Own: CheckPolicy>: Sendable {
  /// The check's own keys.
  package let own: Own

  package let rules: RuleSettings

  /// Paths that the check leaves alone.
  package let exclude: [PathPattern]

  package let waivers: [Waiver]

  /// Who may approve what, by the names of the roles.
  package let roles: [String: Role]

  /// Where it comes from, lowest layer first.
  package let layers: [Report.PolicyLayer]

  /// Values that a layer gives although an earlier one has locked them; they do not count.
  package let refused: [PolicyFault]

  /// The values with the files that they come from.
  let root: LayeredValue
  let roleRoot: LayeredValue

  /// Lays the files over each other, lowest first: a mapping is merged key by key, anything else is replaced.
  ///
  /// Each file is held to its schema and read by itself, so that a fault is told at its own line.
  ///
  /// - Parameters:
  ///   - files: the layers of the check's own file.
  ///   - roleFiles: the layers of `roles.yml`.
  ///   - absent: layers that have no file, since that is part of what a report says.
  ///   - knownRules: the rules that exist, so that one that cannot be set or waived is told from one that does not.
  /// - Throws: `UnreadablePolicy` with all that is wrong in all files.
  package init(
    _ files: [PolicyFile], roles roleFiles: [PolicyFile] = [], absent: [Report.PolicyLayer] = [],
    knownRules: [String] = []
  ) throws(UnreadablePolicy) {
    var faults: [PolicyFault] = []
    for file in files {
      faults += file.faults(by: Own.schema, knownRules) { reader in _ = Contents(&reader) }
    }
    for file in roleFiles {
      faults += file.faults(by: RolePolicy.schema) { reader in _ = RolePolicy(&reader) }
    }
    guard faults.isEmpty else { throw UnreadablePolicy(faults) }

    let layered = LayeredPolicy(files)
    var reader = PolicyReader(layered.root)
    let contents = Contents(&reader)
    guard reader.faults.isEmpty else { throw UnreadablePolicy(reader.faults) }
    (own, rules, exclude) = (contents.own, contents.rules, contents.exclude)
    waivers = layered.root["waivers"]?.waivers ?? []

    let layeredRoles = LayeredPolicy(roleFiles)
    var roleReader = PolicyReader(layeredRoles.root.node)
    roles = RolePolicy(&roleReader).roles

    layers = Report.PolicyLayer.all(of: files + roleFiles) + absent
    refused = (layered.refused + layeredRoles.refused).map { refused in
      PolicyFault(
        message:
          "\(refused.key) is locked by the \(refused.lockedBy.layer.layer.rawValue) layer, so this does not count",
        place: refused.place, help: "remove it here, or have it changed there")
    }
    root = layered.root
    roleRoot = layeredRoles.root
  }

  /// The keys that a file may have at its top, in the order in which they are read.
  package static var knownKeys: [String] {
    var reader = PolicyReader(.null)
    _ = Contents(&reader)
    return reader.knownKeys + ["locked"]
  }

  /// What every file of a check may say.
  private struct Contents {
    let own: Own
    let rules: RuleSettings
    let exclude: [PathPattern]

    init(_ reader: inout PolicyReader) {
      own = Own(&reader)
      rules = reader.ruleSettings("rules")
      exclude = reader.patterns("exclude") ?? []
      _ = reader.waivers("waivers")
    }
  }

  /// Whether the repository has no policy yet.
  package var isAdoption: Bool { layers.contains { $0.source == .absent } }

  /// Whether the policy takes a path out of the check's sight.
  package func excludes(_ path: [UInt8]) -> Bool {
    exclude.contains { $0.matches(path) }
  }

  /// The policy as YAML, each value with a comment that says where it comes from.
  package var annotated: String {
    (root.lines() + roleRoot.lines()).joined(separator: "\n") + "\n"
  }
}

extension PolicyFile {
  /// What is wrong with the file: what its schema says, and of a file that fits it what a function finds that reads it.
  fileprivate func faults(
    by schema: DocumentSchema, _ knownRules: [String] = [], _ read: (inout PolicyReader) -> Void
  ) -> [PolicyFault] {
    let faults = schema.faults(of: document, path: path) { $0.naming(knownRules) }
    guard faults.isEmpty else { return faults }
    var reader = PolicyReader(document.root, source: document.source, path: path)
    read(&reader)
    reader.refuseUnknownLocks("locked", of: LockableKeys(schema.root))
    return reader.faults
  }
}

extension LayeredValue {
  /// The waivers of a list, at their places in the file that it comes from.
  fileprivate var waivers: [Waiver] {
    guard case .value(_, let origin) = self else { return [] }
    let document = origin.file.document
    var reader = PolicyReader(document.root, source: document.source, path: origin.file.path)
    return reader.waivers("waivers")
  }
}

extension Report.PolicyLayer {
  /// The layers that files belong to, lowest first, each with a digest over all of its files.
  fileprivate static func all(of files: [PolicyFile]) -> [Report.PolicyLayer] {
    let order: [Layer] = [.defaults, .organisation, .repository]
    return order.compactMap { layer in
      let own = files.filter { $0.layer.layer == layer }.sorted { $0.path < $1.path }
      guard let first = own.first else { return nil }
      let lines = own.map { "\($0.path) \($0.layer.digest)\n" }.joined()
      let digest = own.count == 1 ? first.layer.digest : Digest.sha256(of: Array(lines.utf8))
      return Report.PolicyLayer(layer: layer, source: first.layer.source, digest: digest)
    }
  }
}
