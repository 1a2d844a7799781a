internal import Documents

/// Finds the IAM policies of a resource.
enum AccessReading {
  /// Attributes that hold a policy, whatever their resource; a value elsewhere counts where it has statements.
  private static let attributes = [
    "policy", "assume_role_policy", "inline_policy", "access_policies", "resource_policy", "key_policy",
  ]

  /// Attributes that name managed policies, by one ARN or by a list of them.
  private static let attachments = ["policy_arn", "policy_arns", "managed_policy_arn", "managed_policy_arns"]

  /// Policies of AWS that let their owner do nearly everything.
  private static let wideManaged = ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"]

  static func policies(of resource: PlannedResource) -> [PlannedPolicy] {
    var policies = attachedPolicies(of: resource)
    for member in resource.after.object.map(Array.init) ?? [] {
      let mark = resource.mark(of: member.key)
      if let blocks = member.value.array {
        policies += blockPolicies(Array(blocks), member.key, mark, resource)
        continue
      }
      guard let text = member.value.string, !mark.isMarked else { continue }
      let old = resource.before[member.key]?.string.flatMap(statements(in:)) ?? []
      if let found = statements(in: text) {
        policies.append(
          policy(member.key, .known, marked(found, old), kind(member.key, found), resource))
      } else if attributes.contains(member.key), resource.type.hasPrefix("aws_iam_"), !text.isEmpty {
        policies.append(policy(member.key, .unreadable, [], .identity, resource))
      }
    }
    for attribute in attributes {
      if resource.unknown[attribute]?.isMarked == true {
        policies.append(policy(attribute, .unknown, [], kind(attribute, []), resource))
      } else if resource.mark(of: attribute).isMarked, resource.after[attribute]?.isEmptyValue == false {
        policies.append(policy(attribute, .sensitive, [], kind(attribute, []), resource))
      }
    }
    return policies
  }

  /// Managed policies of AWS that are attached and wide.
  private static func attachedPolicies(of resource: PlannedResource) -> [PlannedPolicy] {
    guard resource.type.hasPrefix("aws_") else { return [] }
    return attachments.compactMap { attribute in
      guard !resource.mark(of: attribute).isMarked else { return nil }
      let old = texts(resource.before[attribute])
      let statements = texts(resource.after[attribute]).compactMap { arn -> PlannedStatement? in
        guard arn.contains(":iam::aws:policy/"), let name = arn.split(separator: "/").last.map(String.init),
          wideManaged.contains(name)
        else { return nil }
        return PlannedStatement(
          sid: name, allows: true, actions: ["*"], notActions: [], resources: ["*"], notResources: [],
          principals: [], notPrincipals: [], conditions: [], isNew: !old.contains(arn))
      }
      return statements.isEmpty ? nil : policy(attribute, .known, statements, .identity, resource)
    }
  }

  /// Policies in blocks, of which `inline_policy` of a role is a list.
  private static func blockPolicies(
    _ blocks: [Node], _ attribute: String, _ mark: Node, _ resource: PlannedResource
  ) -> [PlannedPolicy] {
    let old = (resource.before[attribute]?.array.map(Array.init) ?? []).flatMap(documents).flatMap { $0 }
    return blocks.enumerated().flatMap { index, block -> [PlannedPolicy] in
      let isMarked = mark.array.map { $0.count > index && Array($0)[index].isMarked } ?? mark.isMarked
      guard !isMarked else { return [] }
      return documents(block).map { policy(attribute, .known, marked($0, old), kind(attribute, $0), resource) }
    }
  }

  /// The policy documents that are values of a block.
  private static func documents(_ block: Node) -> [[PlannedStatement]] {
    (block.object.map(Array.init) ?? []).compactMap { $0.value.string.flatMap(statements(in:)) }
  }

  private static func policy(
    _ attribute: String, _ state: PlannedPolicy.State, _ statements: [PlannedStatement], _ kind: PlannedPolicy.Kind,
    _ resource: PlannedResource
  ) -> PlannedPolicy {
    let actions = resource.change.actions
    // Whom a policy is attached to comes before what the policy is called.
    let names = ["role", "user", "group", "name"].compactMap { name in
      resource.mark(of: name).isMarked ? nil : resource.after[name]?.string
    }
    return PlannedPolicy(
      address: resource.address, type: resource.type, attribute: attribute, principals: names, kind: kind,
      state: state, statements: statements, isChanged: actions.contains("create") || actions.contains("update"))
  }

  private static func kind(_ attribute: String, _ statements: [PlannedStatement]) -> PlannedPolicy.Kind {
    if attribute.hasPrefix("assume_role_policy") { return .trust }
    return statements.contains { !$0.principals.isEmpty || !$0.notPrincipals.isEmpty } ? .resource : .identity
  }

  /// The statements, of which those count as new that were not there.
  private static func marked(_ statements: [PlannedStatement], _ old: [PlannedStatement]) -> [PlannedStatement] {
    statements.map { $0.marked(isNew: !old.contains($0)) }
  }

  /// The statements of a policy document; `nil` where the text is none.
  static func statements(in text: String) -> [PlannedStatement]? {
    guard text.utf8.count <= 1 << 20, text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "s") }) else { return nil }
    let root: Node
    do throws(DocumentError) {
      root = try Document.json(SourceText(text)).root
    } catch {
      return nil
    }
    guard let statement = root.element("Statement") else { return nil }
    return (statement.array.map(Array.init) ?? [statement]).map(PlannedStatement.init(iam:))
  }

  fileprivate static func texts(_ node: Node?) -> [String] {
    guard let node, !node.isEmptyValue else { return [] }
    return (node.array.map(Array.init) ?? [node]).map { $0.string ?? $0.json() }
  }
}

extension PlannedStatement {
  /// Reads a statement (IAM JSON policy elements reference), in which one value may be written in place of a list of one.
  fileprivate init(iam node: Node) {
    sid = node.element("Sid")?.string
    allows = node.element("Effect")?.string?.lowercased() != "deny"
    actions = AccessReading.texts(node.element("Action"))
    notActions = AccessReading.texts(node.element("NotAction"))
    resources = AccessReading.texts(node.element("Resource"))
    notResources = AccessReading.texts(node.element("NotResource"))
    principals = Self.principals(node.element("Principal"))
    notPrincipals = Self.principals(node.element("NotPrincipal"))
    var conditions: [Condition] = []
    for test in node.element("Condition")?.object.map(Array.init) ?? [] {
      for key in test.value.object.map(Array.init) ?? [] {
        let isSecret = Self.secretKeys.contains(key.key.lowercased())
        conditions.append(
          Condition(test: test.key, key: key.key, values: isSecret ? [] : AccessReading.texts(key.value)))
      }
    }
    self.conditions = conditions
    isNew = true
  }

  /// Condition keys whose values are used as passwords, so that they are not kept.
  private static let secretKeys: Set = ["sts:externalid", "aws:referer", "aws:useragent"]

  fileprivate func marked(isNew: Bool) -> PlannedStatement {
    PlannedStatement(
      sid: sid, allows: allows, actions: actions, notActions: notActions, resources: resources,
      notResources: notResources, principals: principals, notPrincipals: notPrincipals, conditions: conditions,
      isNew: isNew)
  }

  private static func principals(_ node: Node?) -> [String] {
    guard let node else { return [] }
    guard let kinds = node.object else { return AccessReading.texts(node).map { "AWS:\($0)" } }
    return kinds.flatMap { kind in AccessReading.texts(kind.value).map { "\(kind.key):\($0)" } }
  }
}

extension Node {
  /// An element of an IAM policy, whose name IAM reads without case.
  fileprivate func element(_ name: String) -> Node? {
    self[name] ?? object?.first { $0.key.lowercased() == name.lowercased() }?.value
  }

  fileprivate var isEmptyValue: Bool { isNull || string?.isEmpty == true || array?.isEmpty == true }
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
