package import Documents
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

  /// What the policy asks for and nothing provides yet.
  var unmetDemands: [UnmetDemand] { get }

  /// The severities of rules that follow from other keys; those of `rules` go before them.
  var severities: [String: RuleSettings.Setting] { get }

  /// What the policy demands, so that a lock of it holds it whole.
  static var demands: [PolicyDemand] { get }

  /// How far this machine's clock may be from the forge's before nobody knows what time it is, in seconds.
  var clockTolerance: Int { get }
}

extension CheckPolicy {
  package var clockTolerance: Int { 600 }

  package var neededRoles: [String] { [] }

  package var unmetDemands: [UnmetDemand] { [] }

  package var severities: [String: RuleSettings.Setting] { [:] }

  package static var demands: [PolicyDemand] { [] }
}

/// The policy that is in force for one check: the layers laid over each other.
package struct EffectivePolicy<Own: CheckPolicy>: Sendable {
  /// The check's own keys.
  package private(set) var own: Own

  package private(set) var rules: RuleSettings

  /// What `rules` says itself.
  private let setRules: [String: RuleSettings.Setting]

  /// Paths that the check leaves alone.
  package let exclude: [PathPattern]

  package let waivers: [Waiver]

  /// Who may approve what, by the names of the roles.
  package let roles: [String: Role]

  /// Where it comes from, lowest layer first.
  package let layers: [Report.PolicyLayer]

  /// Values that a layer gives although an earlier one has locked them; they do not count.
  package let refused: [PolicyFault]

  /// What is locked, and does not keep what a reader may believe that it keeps.
  package let unheld: [String]

  /// The patterns that were excluded where a demand was locked, by the keys of the demands.
  private let heldExcludes: [String: [PathPattern]]

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
  ///   - branches: the file that says which branches are governed, as part of what the organisation says.
  ///   - absent: layers that have no file, since that is part of what a report says.
  ///   - superseded: the layer that the base of the comparison would have given in place of the repository's.
  ///   - knownRules: the rules that exist, so that one that cannot be set or waived is told from one that does not.
  /// - Throws: `UnreadablePolicy` with all that is wrong in all files.
  package init(
    _ files: [PolicyFile], roles roleFiles: [PolicyFile] = [], branches: BranchPolicy? = nil,
    absent: [Report.PolicyLayer] = [], superseded: Report.PolicyLayer? = nil, knownRules: [String] = []
  ) throws(UnreadablePolicy) {
    var faults: [PolicyFault] = []
    for file in files {
      faults += file.faults(by: Own.schema, knownRules) { reader in _ = Contents(&reader) }
    }
    for file in roleFiles {
      faults += file.faults(by: RolePolicy.schema) { reader in _ = RolePolicy(&reader) }
    }
    guard faults.isEmpty else { throw UnreadablePolicy(faults) }

    let layered = LayeredPolicy(files, demands: Own.demands)
    var reader = PolicyReader(layered.root)
    let contents = Contents(&reader)
    guard reader.faults.isEmpty else { throw UnreadablePolicy(reader.faults) }
    (own, exclude) = (contents.own, contents.exclude)
    setRules = contents.rules.byRule
    rules = RuleSettings(setRules.merging(contents.own.severities) { set, _ in set })
    waivers = layered.root["waivers"]?.waivers ?? []

    let layeredRoles = LayeredPolicy(
      roleFiles, lockedElsewhere: layered.held.compactMap { held in held.role.map { ("roles.\($0)", held.file) } })
    var roleReader = PolicyReader(layeredRoles.root.node)
    roles = RolePolicy(&roleReader).roles

    heldExcludes = Dictionary(
      layered.held.filter(\.isWhole).map { held in
        var reader = PolicyReader(.object([("exclude", held.exclude?.node ?? .null)]))
        return (held.demand.key, reader.patterns("exclude") ?? [])
      }
    ) { first, _ in first }
    unheld = layered.unheld(of: Own.demands, roles: roles)

    layers =
      Report.PolicyLayer.all(of: files + roleFiles + [branches?.file].compactMap(\.self), superseded) + absent
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

  /// The keys of a file that are asked for, those of mappings within among them.
  package static func askedKeys(of file: Node) -> Set<String> {
    var reader = PolicyReader(file)
    _ = Contents(&reader)
    return reader.askedKeys
  }

  /// What every file of a check may say.
  private struct Contents {
    let own: Own
    let rules: RuleSettings
    let exclude: [PathPattern]

    init(_ reader: inout PolicyReader) {
      _ = reader.number("version")
      own = Own(&reader)
      rules = reader.ruleSettings("rules")
      exclude = reader.patterns("exclude") ?? []
      _ = reader.waivers("waivers")
    }
  }

  /// Whether the repository has no policy yet.
  package var isAdoption: Bool { layers.contains { $0.source == .absent } }

  /// The same policy for a part of what is checked, which has its own keys.
  package func with(_ part: Own) -> EffectivePolicy {
    var policy = self
    policy.own = part
    policy.rules = RuleSettings(setRules.merging(part.severities) { set, _ in set })
    return policy
  }

  /// Whether the policy takes a path out of the check's sight.
  package func excludes(_ path: [UInt8]) -> Bool {
    exclude.contains { $0.matches(path) }
  }

  /// Paths for which a demand is not made: where its key is locked, only those that were excluded there.
  package func exclude(fromDemand key: String) -> [PathPattern] { heldExcludes[key] ?? exclude }

  /// Where a key, as `migrations.root` or `roots.0.path`, gets its value; `nil` where that is compiled in.
  package func place(of key: String) -> Place? {
    var value: LayeredValue? = root
    var path = key.split(separator: ".").map(String.init)[...]
    while let name = path.first, let inner = value?[name] {
      value = inner
      path = path.dropFirst()
    }
    guard case .value(let node, let origin) = value, origin.file.layer.layer != .defaults else {
      return nil
    }
    var element = node
    for name in path {
      let elements = element.array.map(Array.init) ?? []
      if let index = Int(name), elements.indices.contains(index) {
        element = elements[index]
      } else if let member = element[name] {
        element = member
      }
    }
    return Place(element.range, of: origin.file.document.source, path: origin.file.path)
  }

  /// The policy as YAML, each value with a comment that says where it comes from.
  package var annotated: String {
    (root.lines() + roleRoot.lines()).joined(separator: "\n") + "\n"
  }
}

extension PolicyFile {
  /// What is wrong with the file: what its schema says, and of a file that fits it what a function finds that reads it.
  func faults(
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

extension EffectivePolicy {
  /// The waivers that another one makes useless, as findings of a rule.
  package func duplicateWaivers(rule: RuleMetadata) -> [Finding] {
    guard case .value(_, let origin)? = root["waivers"], let severity = rules.severity(of: rule) else { return [] }
    let document = origin.file.document
    var reader = PolicyReader(document.root, source: document.source, path: origin.file.path)
    return reader.duplicateWaivers("waivers").map { waiver, fix in
      Finding(
        rule: rule.id, kind: .violation(severity),
        message: "duplicate waiver of `\(waiver.rule)` for `\(waiver.path.text)`", place: waiver.place,
        help: "remove it; another waiver of the same rule and path lasts as long", fix: fix)
    }
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
  ///
  /// A superseded one stands before the one of its layer that is in force.
  fileprivate static func all(of files: [PolicyFile], _ superseded: Report.PolicyLayer?) -> [Report.PolicyLayer] {
    Layer.allCases.flatMap { layer -> [Report.PolicyLayer] in
      let own = files.filter { $0.layer.layer == layer }
      let before = superseded.map { $0.layer == layer ? [$0] : [] } ?? []
      guard let first = own.first?.layer else { return before }
      let digest = Self.digest(of: own.map { ($0.path, $0.layer.digest) })
      return before + [Report.PolicyLayer(layer: layer, source: first.source, commit: first.commit, digest: digest)]
    }
  }

  /// One digest over files: of a single one its own, of several that of a line for each.
  package static func digest(of files: [(path: String, digest: Digest)]) -> Digest {
    if files.count == 1 { return files[0].digest }
    let lines = files.sorted { $0.path < $1.path }.map { "\($0.path) \($0.digest)\n" }
    return .sha256(of: Array(lines.joined().utf8))
  }
}

extension LayeredPolicy {
  /// What the locks of lower layers do not hold, a sentence for each.
  fileprivate func unheld(of demands: [PolicyDemand], roles: [String: Role]) -> [String] {
    var sentences: [String] = []
    for (key, file) in named where file.layer.layer < .repository {
      let lock = "the lock of \(key) in \(file.path)"
      if let demand = demands.first(where: { key.hasPrefix("\($0.key).") }), !isNamed(demand.key) {
        sentences.append(
          "\(lock) does not keep \(demand.rule), \((demand.scope + ["exclude"]).joined(separator: ", ")); lock "
            + "\(demand.key) to keep the demand")
      } else if !demands.contains(where: { $0.key == key }), !key.hasPrefix("rules"), key != "exclude" {
        sentences.append("\(lock) keeps this value alone: `exclude` and the severities of rules stay open")
      }
    }
    for held in held where held.file.layer.layer < .repository {
      guard let name = held.role else { continue }
      guard let role = roles[name] else {
        sentences.append(
          "the lock of \(held.demand.key) keeps the role \(name), which no \(RolePolicy.fileName) up to that layer "
            + "defines; define it beside \(held.file.path)")
        continue
      }
      for team in role.teams {
        sentences.append(
          "the lock of \(held.demand.key) does not keep who is in \(team), which its maintainers decide")
      }
    }
    return sentences
  }

  private func isNamed(_ key: String) -> Bool { named.contains { $0.key == key } }
}
