internal import Documents

/// Reads a plan as `terraform show -json` writes it, or an envelope of one, while its bytes arrive.
///
/// Of a plan only one resource at a time is in memory, and the configuration; the state is passed over. So a plan of a
/// hundred megabytes takes no more of it than a small one.
package struct PlanReader {
  private var pieces: JSONPieces
  private var collected: Collected

  private struct Collected {
    var texts: [String: Node] = [:]
    var changes: [PlannedChange] = []
    var policies: [PlannedPolicy] = []
    var registries: [PlannedCompatibility] = []
    var routes: RouteResources
    var configuration: Node?
    var named: Set<String> = []
    var envelope: [(String, Node)] = []
    var isEnvelope = false
  }

  private let environments: [String: String]

  /// - Parameters:
  ///   - environments: the names of all environments, to say which of them occur in the plan.
  ///   - runbooks: the folder of the runbooks, to find their names in what alarms say of themselves.
  package init(environments: [String], runbooks: String?) {
    self.environments = Dictionary(environments.map { ($0.lowercased(), $0) }) { first, _ in first }
    collected = Collected(routes: RouteResources(runbooks: runbooks))
    pieces = JSONPieces { key in
      switch key {
      // Values beyond what a change does are neither needed nor looked at.
      case "planned_values", "prior_state", "variables", "relevant_attributes", "checks", "output_changes",
        "resource_drift", "proposed_unknown":
        .pass
      case "resource_changes": .elements
      default: .whole
      }
    }
  }

  /// Reads a whole plan, or an envelope.
  package static func envelope(
    of bytes: [UInt8], environments: [String], runbooks: String?
  ) throws(UnreadablePlan) -> PlanEnvelope {
    var reader = PlanReader(environments: environments, runbooks: runbooks)
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + 1 << 16)
      try reader.take(Array(bytes[start..<end]))
      start = end
    }
    return try reader.finish()
  }

  /// Takes the next bytes.
  package mutating func take(_ bytes: [UInt8]) throws(UnreadablePlan) {
    let complete: [JSONPieces.Piece]
    do throws(JSONPieces.Problem) {
      complete = try pieces.take(bytes)
    } catch {
      throw UnreadablePlan(error)
    }
    for piece in complete { try take(piece) }
  }

  /// Says what the plan does, once all of it was taken.
  package func finish() throws(UnreadablePlan) -> PlanEnvelope {
    do throws(JSONPieces.Problem) {
      try pieces.finish()
    } catch {
      throw UnreadablePlan(error)
    }
    if collected.isEnvelope {
      guard let envelope = PlanEnvelope(envelope: .object(collected.envelope)) else {
        throw UnreadablePlan(
          .damaged, "it is an envelope that another version of `change-control plan attach` has written",
          help: "attach the plan again with this version")
      }
      return envelope
    }
    return try plan()
  }

  private mutating func take(_ piece: JSONPieces.Piece) throws(UnreadablePlan) {
    let node: Node
    do throws(DocumentError) {
      node = try Document.json(SourceText(piece.bytes)).root
    } catch {
      throw UnreadablePlan(.damaged, "its `\(piece.key)` is no JSON: \(error.message)")
    }
    switch piece.key {
    case PlanEnvelope.mark:
      collected.isEnvelope = true
      collected.envelope.append((piece.key, node))
    case "resource_changes": try take(resource: node)
    case "configuration": collected.configuration = node
    default:
      collected.envelope.append((piece.key, node))
      if node.object == nil, node.array == nil { collected.texts[piece.key] = node }
    }
  }

  private mutating func take(resource node: Node) throws(UnreadablePlan) {
    guard let resource = PlannedResource(node) else {
      throw UnreadablePlan(.damaged, "one of its `resource_changes` has no address, type or actions")
    }
    note(namesIn: resource.after)
    note(namesIn: resource.before)
    guard resource.isManaged else { return }
    collected.changes.append(resource.change)
    collected.policies += AccessReading.policies(of: resource)
    if let registry = RegistryReading.compatibility(of: resource) { collected.registries.append(registry) }
    collected.routes.add(resource)
  }

  /// Notes the environments that are words of a value: of `staging-orders` it is `staging`.
  private mutating func note(namesIn node: Node) {
    guard collected.named.count < environments.count else { return }
    var open = [node]
    while let next = open.popLast() {
      if let text = next.string {
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
          if let name = environments[String(word)] { collected.named.insert(name) }
        }
      } else if let elements = next.array {
        open += elements
      } else if let members = next.object {
        open += members.map(\.value)
      }
    }
  }

  private func plan() throws(UnreadablePlan) -> PlanEnvelope {
    guard let format = collected.texts["format_version"]?.string,
      let version = collected.texts["terraform_version"]?.string
    else { throw UnreadablePlan(.notAPlan, "it is JSON, and no plan: `format_version` is missing") }
    guard format.split(separator: ".").first == "1" else {
      throw UnreadablePlan(
        .format, "it has the format \(TerraformText.plain(format)), and only 1.x is known",
        help: "make the plan with a version of Terraform that writes 1.x, or update Signalbox")
    }
    // A state has the same versions, and no changes.
    guard collected.configuration != nil else {
      throw UnreadablePlan(
        .notAPlan, "it has no `configuration`: it is a state and no plan, or was cut",
        help: "show the file of the plan: `terraform plan -out tf.plan`, `terraform show -json tf.plan > plan.json`")
    }
    let graph = ConfigurationGraph(collected.configuration?["root_module"] ?? .null)
    return PlanEnvelope(
      environment: nil, closure: nil, terraformVersion: TerraformText.plain(version), formatVersion: format,
      timestamp: collected.texts["timestamp"]?.string, isComplete: collected.texts["complete"]?.boolean,
      isErrored: collected.texts["errored"]?.boolean ?? false, binary: nil,
      namedEnvironments: collected.named.sorted(), changes: collected.changes,
      policies: collected.policies.filter { policy in
        // What the configuration does not set is the provider's, as the policy that AWS gives to each topic.
        policy.state != .unknown || graph.hasExpression(policy.attribute, of: policy.address)
      },
      alarms: collected.routes.alarms(by: graph), registries: collected.registries)
  }
}

/// A resource of a plan with its values, for as long as it takes to see what is done to it.
struct PlannedResource {
  let address: String
  let type: String
  let isManaged: Bool
  let change: PlannedChange
  let before: Node
  let after: Node
  let unknown: Node
  let sensitive: Node

  init?(_ node: Node) {
    guard let address = node["address"]?.string, let type = node["type"]?.string, let change = node["change"],
      let actions = change["actions"]?.array?.compactMap(\.string)
    else { return nil }
    self.address = address
    self.type = type
    isManaged = node["mode"]?.string != "data"
    before = change["before"] ?? .null
    after = change["after"] ?? .null
    unknown = change["after_unknown"] ?? .null
    sensitive = change["after_sensitive"] ?? .null
    let paths = change["replace_paths"]?.array.map(Array.init) ?? []
    self.change = PlannedChange(
      address: address, type: type, actions: actions, reason: node["action_reason"]?.string,
      replacedFor: paths.compactMap { path in
        let steps = path.array?.map { $0.string ?? $0.number?.int.map(String.init) ?? "?" } ?? []
        return steps.isEmpty ? nil : steps.joined(separator: ".")
      }, previousAddress: node["previous_address"]?.string)
  }

  /// What of an attribute is marked as sensitive.
  func mark(of attribute: String) -> Node { sensitive.boolean == true ? sensitive : sensitive[attribute] ?? .null }

  /// A text of the planned value; `nil` where it is marked as sensitive, which is never kept.
  func text(_ attribute: String) -> String? { mark(of: attribute).isMarked ? nil : after[attribute]?.string }
}

extension Node {
  /// Whether `true` is anywhere in it, as in what Terraform writes of unknown and of sensitive values.
  var isMarked: Bool {
    var open = [self]
    while let next = open.popLast() {
      if next.boolean == true { return true }
      if let elements = next.array {
        open += elements
      } else if let members = next.object {
        open += members.map(\.value)
      }
    }
    return false
  }
}

/// Texts of a plan that are shown.
enum TerraformText {
  /// A version or the like: a few plain characters.
  static func plain(_ text: String) -> String {
    String(text.unicodeScalars.prefix(40).map { $0.isASCII && $0.value > 0x20 ? Character($0) : "?" })
  }
}
