internal import Documents

/// Finds the IAM policies of a resource.
enum AccessReading {
  /// Attributes that hold a policy, whatever their resource; a value elsewhere counts where it has statements.
  private static let attributes = [
    "policy", "assume_role_policy", "inline_policy", "access_policies", "resource_policy", "key_policy",
  ]

  /// Policies of AWS that let their owner do nearly everything.
  private static let wideManaged = ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"]

  static func policies(of resource: PlannedResource) -> [PlannedPolicy] {
    var policies: [PlannedPolicy] = []
    if resource.type.hasPrefix("aws_"), resource.type.hasSuffix("_policy_attachment"),
      let arn = resource.after["policy_arn"]?.string, arn.contains(":iam::aws:policy/"),
      let name = arn.split(separator: "/").last, wideManaged.contains(String(name))
    {
      let statement = PlannedStatement(
        sid: String(name), allows: true, actions: ["*"], notActions: [], resources: ["*"], notResources: [],
        principals: [], notPrincipals: [], conditions: [], isNew: resource.before["policy_arn"]?.string != arn)
      policies.append(policy("policy_arn", .known, [statement], .identity, resource))
    }
    for member in resource.after.object.map(Array.init) ?? [] {
      if member.value.array != nil {
        // `inline_policy` of a role is a list of blocks.
        for block in member.value.array.map(Array.init) ?? [] {
          if let text = block["policy"]?.string, let found = statements(in: text) {
            policies.append(policy(member.key, .known, marked(found, []), .identity, resource))
          }
        }
        continue
      }
      guard let text = member.value.string, !resource.isSensitive(member.key) else { continue }
      let old = resource.before[member.key]?.string.flatMap(statements(in:)) ?? []
      if let found = statements(in: text) {
        policies.append(
          policy(member.key, .known, marked(found, old), kind(member.key, found), resource))
      } else if attributes.contains(member.key), resource.type.hasPrefix("aws_iam_"), !text.isEmpty {
        policies.append(policy(member.key, .unreadable, [], .identity, resource))
      }
    }
    for attribute in attributes {
      if resource.unknown[attribute]?.boolean == true {
        policies.append(policy(attribute, .unknown, [], kind(attribute, []), resource))
      } else if resource.isSensitive(attribute), resource.after[attribute]?.string != nil {
        policies.append(policy(attribute, .sensitive, [], kind(attribute, []), resource))
      }
    }
    return policies
  }

  private static func policy(
    _ attribute: String, _ state: PlannedPolicy.State, _ statements: [PlannedStatement], _ kind: PlannedPolicy.Kind,
    _ resource: PlannedResource
  ) -> PlannedPolicy {
    let actions = resource.change.actions
    let names = ["name", "role", "user", "group"].compactMap { resource.after[$0]?.string }
    return PlannedPolicy(
      address: resource.address, type: resource.type, attribute: attribute, principal: names.first, kind: kind,
      state: state, statements: statements, isChanged: actions.contains("create") || actions.contains("update"))
  }

  private static func kind(_ attribute: String, _ statements: [PlannedStatement]) -> PlannedPolicy.Kind {
    if attribute == "assume_role_policy" { return .trust }
    return statements.contains { !$0.principals.isEmpty || !$0.notPrincipals.isEmpty } ? .resource : .identity
  }

  /// The statements, of which those count as new that were not there.
  private static func marked(_ statements: [PlannedStatement], _ old: [PlannedStatement]) -> [PlannedStatement] {
    statements.map { $0.marked(isNew: !old.contains($0)) }
  }

  /// The statements of a policy document; `nil` where the text is none.
  static func statements(in text: String) -> [PlannedStatement]? {
    guard text.utf8.count <= 1 << 20, text.contains("Statement") else { return nil }
    let root: Node
    do throws(DocumentError) {
      root = try Document.json(SourceText(text)).root
    } catch {
      return nil
    }
    guard let statement = root["Statement"] else { return nil }
    return (statement.array.map(Array.init) ?? [statement]).map(PlannedStatement.init(iam:))
  }
}

extension PlannedStatement {
  /// Reads a statement (IAM JSON policy elements reference), in which one value may stand for a list of one.
  fileprivate init(iam node: Node) {
    sid = node["Sid"]?.string
    allows = node["Effect"]?.string?.lowercased() != "deny"
    actions = Self.texts(node["Action"])
    notActions = Self.texts(node["NotAction"])
    resources = Self.texts(node["Resource"])
    notResources = Self.texts(node["NotResource"])
    principals = Self.principals(node["Principal"])
    notPrincipals = Self.principals(node["NotPrincipal"])
    var conditions: [Condition] = []
    for test in node["Condition"]?.object.map(Array.init) ?? [] {
      for key in test.value.object.map(Array.init) ?? [] {
        conditions.append(Condition(test: test.key, key: key.key, values: Self.texts(key.value)))
      }
    }
    self.conditions = conditions
    isNew = true
  }

  fileprivate func marked(isNew: Bool) -> PlannedStatement {
    PlannedStatement(
      sid: sid, allows: allows, actions: actions, notActions: notActions, resources: resources,
      notResources: notResources, principals: principals, notPrincipals: notPrincipals, conditions: conditions,
      isNew: isNew)
  }

  private static func texts(_ node: Node?) -> [String] {
    guard let node else { return [] }
    return (node.array.map(Array.init) ?? [node]).map { $0.string ?? $0.json() }
  }

  private static func principals(_ node: Node?) -> [String] {
    guard let node else { return [] }
    guard let kinds = node.object else { return texts(node).map { "AWS:\($0)" } }
    return kinds.flatMap { kind in texts(kind.value).map { "\(kind.key):\($0)" } }
  }
}

/// Finds what a schema registry is told about compatibility.
enum RegistryReading {
  /// The attribute that has the mode, by the type of the resource.
  private static let attributes = [
    "aws_glue_schema": "compatibility",
    "confluent_schema_registry_cluster_config": "compatibility_level",
    "confluent_subject_config": "compatibility_level",
    "redpanda_schema": "compatibility",
    "schemaregistry_schema": "compatibility_level",
    "schemaregistry_subject_config": "compatibility_level",
  ]

  static func compatibility(of resource: PlannedResource) -> PlannedCompatibility? {
    guard let attribute = attributes[resource.type] else { return nil }
    return PlannedCompatibility(
      address: resource.address, actions: resource.change.actions,
      mode: resource.unknown[attribute]?.boolean == true ? nil : resource.after[attribute]?.string ?? "",
      before: resource.before[attribute]?.string)
  }
}
