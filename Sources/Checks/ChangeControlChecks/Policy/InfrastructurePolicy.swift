package import Changes
package import Git
package import Policy

/// Where Terraform's environments are, and which plan of them counts.
package struct InfrastructurePolicy: Sendable {
  /// The folder of all of it; `nil` where there is none.
  package let root: RepositoryPath?
  package let environments: Environments

  /// Files outside that each environment reads.
  package let also: [RepositoryPath]
  package let plan: PlanPolicy

  /// Who approves that something is destroyed; `nil` where no approval is needed.
  package let destroys: ApprovalRequirement?

  /// The types of resources that hold data.
  package let protected: Set<String>

  package enum Environments: Sendable {
    /// Each folder that fits is an environment and bears its name.
    case folders(PathPattern)
    case named([NamedEnvironment])
  }

  package struct NamedEnvironment: Sendable {
    package let name: String
    package let folder: RepositoryPath

    /// Files of backend settings, from the environment's folder.
    package let backendConfig: [String]
    package let varFiles: [String]
    package let workspace: String?
  }

  init() {
    (root, environments, also, plan, destroys, protected) = (nil, .named([]), [], PlanPolicy(), nil, [])
  }

  init(_ reader: inout PolicyReader) {
    root = reader.folder("root")
    if reader.isMapping("environments") {
      var named: [NamedEnvironment] = []
      reader.entries("environments") { name, reader in
        let folder = reader.folder("folder")
        let environment = NamedEnvironment(
          name: name, folder: folder ?? RepositoryPath(name), backendConfig: reader.texts("backend-config") ?? [],
          varFiles: reader.texts("var-files") ?? [], workspace: reader.text("workspace"))
        if folder != nil { named.append(environment) }
      }
      environments = .named(named.sorted { $0.name < $1.name })
    } else {
      environments = reader.pattern("environments").map { .folders($0) } ?? .named([])
    }
    also = reader.texts("also")?.map { RepositoryPath($0) } ?? []
    plan = reader.mapping("plan") { PlanPolicy(&$0) } ?? PlanPolicy()
    var destroys: (ApprovalRequirement?, [String])
    destroys =
      reader.mapping("destroys") { reader in
        let approval = reader.mapping("approval") { ApprovalRequirement(&$0, otherwise: Self.usualApproval) }
        return (approval, reader.texts("protected") ?? [])
      } ?? (nil, [])
    self.destroys = destroys.0.flatMap { $0.role.isEmpty ? nil : $0 }
    protected = Set(destroys.1)
  }

  private static let usualApproval = ApprovalRequirement(label: "destroy-approved", role: "", means: [.label])

  var isEmpty: Bool {
    if case .named(let names) = environments { names.isEmpty } else { false }
  }
}

/// Which plans count.
package struct PlanPolicy: Sendable {
  /// The name of an environment's artifact, with `{environment}` for its name.
  package let artifact: String

  /// The workflow whose runs upload it; `nil` for any.
  package let workflow: String?

  /// How old a plan may be, in seconds; `nil` for any age.
  package let maxAge: Int?

  /// Whether a plan counts of which only the JSON is known.
  package let acceptsJSONAlone: Bool

  /// Whether a plan that leaves something out counts for nothing.
  package let demandsComplete: Bool

  init() {
    (artifact, workflow, maxAge, acceptsJSONAlone, demandsComplete) = ("plan-{environment}", nil, nil, false, true)
  }

  init(_ reader: inout PolicyReader) {
    artifact = reader.text("artifact") ?? "plan-{environment}"
    workflow = reader.text("workflow")
    maxAge = reader.duration("max-age")
    acceptsJSONAlone = reader.text("json-alone") == "accepted"
    demandsComplete = reader.flag("complete") ?? true
  }
}

/// Who approves what a change costs.
package struct CostPolicy: Sendable {
  /// The roles of which one person each approves.
  package let approvals: [String]

  /// The name of the artifact of Infracost, with `{environment}`; `nil` where there is none.
  package let infracost: String?
  package let waiver: Waiver?

  /// Below which amount one role is not asked.
  package struct Waiver: Sendable {
    package let role: String

    /// A month, in hundredths of the currency.
    package let cents: Int
    package let currency: String
  }

  init() {
    (approvals, infracost, waiver) = ([], nil, nil)
  }

  init(_ reader: inout PolicyReader) {
    approvals = reader.texts("approvals") ?? []
    infracost = reader.text("infracost")
    waiver =
      reader.mapping("waive") { reader -> Waiver? in
        let words = reader.text("below")?.split(separator: " ") ?? []
        guard let role = reader.text("role"), words.count >= 2, let amount = Int(words[0]) else { return nil }
        return Waiver(role: role, cents: amount * 100, currency: String(words[1]))
      } ?? nil
  }
}
