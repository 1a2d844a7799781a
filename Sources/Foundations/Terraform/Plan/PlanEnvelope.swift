/// What is kept of a Terraform plan: what it does and to what, and none of the values that it has.
///
/// A plan has every attribute of every resource, passwords among them. Rules judge this in its place, and only this is
/// uploaded. What it has of values are names: the statements of IAM policies, the channel that an alarm leads to, the
/// key of the state.
package struct PlanEnvelope: Sendable {
  /// The environment that it was attached for; `nil` of a plan that was read as it is.
  package var environment: String?

  /// The digest of the environment's closure where it was planned; `nil` of a plan that was read as it is.
  package var closure: String?

  /// The version of the program, as `1.11.4`.
  package let terraformVersion: String

  /// The version of the plan's JSON, as `1.2`.
  package let formatVersion: String

  /// When it was planned, as it is written; `nil` before Terraform 1.5.
  package let timestamp: String?

  /// Whether nothing was left out, as `-target` does; `nil` before Terraform 1.8.
  package let isComplete: Bool?
  package let isErrored: Bool

  /// What only the file of `-out` tells; `nil` where that was not given.
  package var binary: PlanFileFacts?

  /// The environments whose names occur in it as words.
  package let namedEnvironments: [String]

  package let changes: [PlannedChange]
  package let policies: [PlannedPolicy]
  package let alarms: [PlannedAlarm]
  package let registries: [PlannedCompatibility]

  /// The changes that do something to a resource.
  package var effects: [PlannedChange] { changes.filter(\.isEffect) }
}

/// One resource of a plan, and what is done with it.
package struct PlannedChange: Sendable, Equatable {
  package let address: String
  package let type: String

  /// As Terraform lists them: `create`, `update`, `delete`, `forget`, `read`, `no-op`; two of them replace.
  package let actions: [String]

  /// Why it is replaced or deleted, as `replace_because_cannot_update`.
  package let reason: String?

  /// The attributes whose change asks for a replacement.
  package let replacedFor: [String]

  /// Whether an import, or a move from another address, is all that happens.
  package let previousAddress: String?

  package var isEffect: Bool {
    !actions.allSatisfy { $0 == "no-op" || $0 == "read" } || previousAddress != nil
  }

  /// Whether what it was is gone afterwards, or no longer looked after.
  package var endsResource: Bool { actions.contains("delete") || actions.contains("forget") }

  package var isReplacement: Bool { actions.count > 1 && endsResource && actions.contains("create") }

  /// What is done, as one word.
  package var verb: String {
    if isReplacement { return "replace" }
    return actions.first ?? "no-op"
  }
}

/// An IAM policy of a plan.
package struct PlannedPolicy: Sendable, Equatable {
  /// Whom the policy is about.
  package enum Kind: String, Sendable, CaseIterable {
    /// What its owner may do.
    case identity
    /// Who may assume a role.
    case trust
    /// Who may do what with the resource.
    case resource
  }

  package enum State: String, Sendable, CaseIterable {
    case known
    /// It is known when it is applied.
    case unknown
    /// It is marked as sensitive, so nothing of it is kept.
    case sensitive
    /// It is no JSON.
    case unreadable
  }

  package let address: String
  package let type: String
  package let attribute: String

  /// The names that the plan has of what the policy belongs to, and then its own.
  package let principals: [String]
  package let kind: Kind
  package let state: State
  package let statements: [PlannedStatement]

  /// Whether the plan creates or updates the resource.
  package let isChanged: Bool
}

/// A statement of an IAM policy.
package struct PlannedStatement: Sendable, Equatable {
  package struct Condition: Sendable, Equatable {
    package let test: String
    package let key: String
    package let values: [String]

    package init(test: String, key: String, values: [String]) {
      (self.test, self.key, self.values) = (test, key, values)
    }
  }

  package let sid: String?
  package let allows: Bool
  package let actions: [String]
  package let notActions: [String]
  package let resources: [String]
  package let notResources: [String]

  /// Whom it is about, as `AWS:*` or `Service:chatbot.amazonaws.com`; empty where it says nothing of that.
  package let principals: [String]
  package let notPrincipals: [String]
  package let conditions: [Condition]

  /// Whether the policy did not have it before the plan.
  package let isNew: Bool
}

/// A CloudWatch alarm of a plan, and where it leads.
package struct PlannedAlarm: Sendable, Equatable {
  package enum Destination: Sendable, Equatable {
    /// A channel, by its id or by its name.
    case channel(String)
    /// The host of an address that a subscription sends to.
    case host(String)
    /// A topic without a subscription that leads on, by its address or its name.
    case topic(String)
    /// Something else, in words.
    case other(String)
  }

  package let address: String
  package let actions: [String]
  package let isEnabled: Bool

  /// Whether it has an action at all.
  package let hasAction: Bool
  package let destinations: [Destination]

  /// References that could not be followed.
  package let unresolved: [String]

  /// Whether something on the way that it leads is created, changed or removed.
  package let isRouteChanged: Bool

  /// Words of its description that name a Markdown page.
  package let runbooks: [String]

  package var isNew: Bool { actions == ["create"] }

  package var isChanged: Bool { actions.contains("create") || actions.contains("update") }
}

/// The compatibility that a schema registry is told to keep.
package struct PlannedCompatibility: Sendable, Equatable {
  package let address: String
  package let actions: [String]

  /// The mode in capitals, as `BACKWARD`; `nil` where it is known when it is applied.
  package let mode: String?

  /// The mode before; `nil` where there was none.
  package let before: String?
}

/// What the file of `terraform plan -out` tells beyond its JSON.
package struct PlanFileFacts: Sendable, Equatable {
  package enum Mode: String, Sendable, CaseIterable {
    case normal
    case destroy
    case refreshOnly = "refresh-only"
  }

  /// The digest of the whole file.
  package let digest: String

  /// The version of the file's format.
  package let format: Int
  package let terraformVersion: String
  package let mode: Mode
  package let targets: [String]
  package let isErrored: Bool

  /// When it was planned.
  package let timestamp: String

  /// The kind of the backend, as `s3`.
  package let backend: String

  /// What tells one state from another there: the key, the bucket, the organisation.
  package let settings: [String: String]
  package let workspace: String

  /// The digest of each file of the configuration, by its path from the folder of the root module.
  package let configuration: [String: String]

  /// The folders of the modules whose files those are, from the folder of the root module.
  package let folders: [String]

  /// Modules that are not in the repository, by their keys.
  package let foreignModules: [String]
}
