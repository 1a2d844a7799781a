package import Changes
package import Git
package import Policy

/// The server that gets the migrations.
package struct ServerPolicy: Sendable {
  package var version = SupportedGrammar.version
  /// What it has before the first migration: `none`, `supabase`, or a file of the repository.
  package var prelude: String?
  package var lockTimeout: String?
  /// The role that migrations are run as.
  package var owner: String?
  package var login: String?
  package var attributes: [String] = []

  init() {}

  init(_ reader: inout PolicyReader) {
    version = reader.number("version") ?? SupportedGrammar.version
    prelude = reader.text("prelude")
    lockTimeout = reader.text("lock-timeout")
    let owner = reader.mapping("owner") { reader in
      (reader.text("role"), reader.text("login"), reader.texts("attributes") ?? [])
    }
    (self.owner, login, attributes) = owner ?? (nil, nil, [])
  }
}

/// What is asked of contract views.
package struct ViewPolicy: Sendable {
  package enum Mode: String, CaseIterable, Sendable {
    /// The view reads with the rights of its owner.
    case owner
    /// The view reads with the rights of its reader (`security_invoker`).
    case invoker
  }

  /// A mapping of names to lists of texts.
  static func lists(_ reader: inout PolicyReader) -> [String: [String]] {
    var lists: [String: [String]] = [:]
    for name in reader.names { lists[name] = reader.texts(name) ?? [] }
    return lists
  }

  /// The folder of the files that say what the views are.
  package let root: RepositoryPath?
  package let mode: Mode
  /// The role that owns them, for the mode `owner`.
  package let owner: String?
  /// Views that must exist, with columns of theirs that must.
  package let required: [String: [String]]

  init(_ reader: inout PolicyReader, _ profile: Profile) {
    let fallback: Mode = profile == .supabase ? .invoker : .owner
    guard reader.isMapping("views") else {
      (root, mode, owner, required) = (reader.folder("views"), fallback, nil, [:])
      return
    }
    let values = reader.mapping("views") { reader in
      (
        reader.folder("root"), reader.choice("mode", of: Mode.self), reader.text("owner"),
        reader.mapping("required") { Self.lists(&$0) } ?? [:]
      )
    }
    root = values?.0
    mode = values?.1 ?? fallback
    owner = values?.2
    required = values?.3 ?? [:]
  }
}

/// Which schemas and roles the rules are about.
package struct SchemaPolicy: Sendable {
  /// Code that reads the database as a role.
  package struct Consumer: Sendable {
    package let paths: [PathPattern]
    package let role: String
  }

  package var owned: [String] = []
  package var exposed: [String] = []
  package var contractView: PathPattern?
  package var writers: [String] = []
  package var readers: [String] = []
  package var consumers: [Consumer] = []
  package var approvedSelect: ApprovalRequirement?
  package var allowedTables: [PathPattern] = []
  package var tableApproval: ApprovalRequirement?
  /// The schemas of other products, by the product.
  package var products: [String: [String]] = [:]
  package var force: Bool?
  package var requiresWritePredicate = false

  init() {}

  init(_ reader: inout PolicyReader) {
    owned = reader.texts("owned") ?? []
    exposed = reader.texts("exposed") ?? []
    contractView = reader.pattern("contract-view")
    writers = reader.texts("writers") ?? []
    readers = reader.texts("readers") ?? []
    consumers = reader.list("consumers") { reader, _ in
      Consumer(paths: reader.patterns("paths") ?? [], role: reader.text("role") ?? "")
    }
    approvedSelect = reader.mapping("approved-select") { Self.approval(&$0, "select-approved") }
    let tables = reader.mapping("tables") { reader in
      (reader.patterns("allow") ?? [], reader.mapping("approval") { Self.approval(&$0, "table-approved") })
    }
    (allowedTables, tableApproval) = tables ?? ([], nil)
    products = reader.mapping("products") { ViewPolicy.lists(&$0) } ?? [:]
    force = reader.flag("force")
    requiresWritePredicate = reader.text("write-predicate") == "required"
  }

  private static func approval(_ reader: inout PolicyReader, _ label: String) -> ApprovalRequirement {
    ApprovalRequirement(&reader, otherwise: ApprovalRequirement(label: label, role: ""))
  }

  /// Whether a view is one of the contract.
  func isContractView(_ name: String) -> Bool { contractView?.matches(Array(name.utf8)) == true }
}

/// Where what is written about the database is.
package struct DocumentPolicy: Sendable {
  package var contracts: RepositoryPath?
  package var changelog: RepositoryPath?
  package var audit: RepositoryPath?

  init() {}

  init(_ reader: inout PolicyReader) {
    contracts = reader.folder("contracts")
    changelog = reader.folder("changelog")
    audit = reader.folder("audit")
  }
}

/// Which extensions migrations may create.
package struct ExtensionPolicy: Sendable {
  /// Their names; `nil` where the policy says nothing.
  package var allowed: [String]?
  package var schema: String?

  init() {}

  init(_ reader: inout PolicyReader) {
    allowed = reader.texts("allow")
    schema = reader.text("schema")
  }
}

/// Work on the database beside migrations.
package struct HousekeepingPolicy: Sendable {
  package var paths: [PathPattern] = []
  package var ownerMap: RepositoryPath?
  package var scripts: [PathPattern] = []

  init() {}

  init(_ reader: inout PolicyReader) {
    paths = reader.patterns("paths") ?? []
    ownerMap = reader.folder("owner-map")
    scripts = reader.patterns("scripts") ?? []
  }
}

/// The workflow that runs this check.
package struct WorkflowPolicy: Sendable {
  package var path: RepositoryPath?
  package var check = "DB Verify"
  package var needsMergeQueue = true

  init() {}

  init(_ reader: inout PolicyReader) {
    path = reader.folder("path")
    check = reader.text("check") ?? "DB Verify"
    needsMergeQueue = reader.flag("merge-queue") ?? true
  }
}
