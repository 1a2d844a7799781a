internal import Terraform

/// In what a statement of an IAM policy allows more than anyone needs.
enum WidePolicy {
  /// What is wide, in words, and whether that is an error.
  struct Fault {
    let message: String
    let isError: Bool
    let help: String
  }

  static func faults(of statement: PlannedStatement, in policy: PlannedPolicy) -> [Fault] {
    guard statement.allows else { return [] }
    var faults: [Fault] = []
    if policy.kind != .identity { faults += openTo(statement, policy) }
    if policy.kind == .trust { return faults }
    faults += actions(of: statement) + resources(of: statement, in: policy)
    return faults
  }

  // MARK: Actions

  private static func actions(of statement: PlannedStatement) -> [Fault] {
    var faults: [Fault] = []
    if !statement.notActions.isEmpty {
      faults.append(
        Fault(
          message: "`NotAction` allows every action but \(list(statement.notActions)), also those that AWS will add",
          isError: true, help: "list the actions that are needed under `Action`"))
    }
    for action in statement.actions {
      let name = action.split(separator: ":").last ?? ""
      if action == "*" || action == "*:*" {
        faults.append(
          Fault(message: "`Action` is `*`", isError: true, help: "list the actions that are needed"))
      } else if name == "*" {
        faults.append(
          Fault(
            message: "`Action` is `\(action)`: every action of the service", isError: true,
            help: "list the actions that are needed"))
      } else if name.contains("*") || name.contains("?") {
        faults.append(
          Fault(
            message: "`Action` is `\(action)`, which AWS may add to", isError: false,
            help: "list the actions that are needed"))
      }
      if ["iam:passrole", "iam:pass*"].contains(action.lowercased()) {
        faults.append(
          Fault(
            message:
              "`iam:PassRole` lets its owner act as \(list(statement.resources.isEmpty ? ["*"] : statement.resources))",
            isError: false, help: "name the role, and the service that it is passed to: `iam:PassedToService`"))
      }
    }
    return faults
  }

  // MARK: Resources

  private static func resources(of statement: PlannedStatement, in policy: PlannedPolicy) -> [Fault] {
    var faults: [Fault] = []
    if !statement.notResources.isEmpty {
      faults.append(
        Fault(
          message: "`NotResource` allows every resource but \(list(statement.notResources))", isError: true,
          help: "list the resources that are needed under `Resource`"))
    }
    // In the policy of a resource `*` is the resource itself.
    guard policy.kind == .identity else { return faults }
    for resource in statement.resources where isEverything(resource) {
      let isNarrowed = statement.conditions.contains(where: narrowsResources)
      let needsAll = !statement.actions.isEmpty && statement.actions.allSatisfy(hasNoResource)
      faults.append(
        Fault(
          message: "`Resource` is `\(resource)`"
            + (isNarrowed ? ", narrowed by a condition" : needsAll ? ", and these actions know no other" : ""),
          isError: !isNarrowed && !needsAll, help: "name the resources by their ARNs"))
    }
    return faults
  }

  /// Whether an ARN stands for everything of an account, or for anything at all.
  static func isEverything(_ resource: String) -> Bool {
    if resource.allSatisfy({ $0 == "*" }) { return true }
    let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn" || parts[0] == "*" else { return false }
    return parts[5].allSatisfy { $0 == "*" || $0 == "/" || $0 == ":" }
  }

  /// Whether an action is one for which AWS knows no resource (Service Authorization Reference).
  private static func hasNoResource(_ action: String) -> Bool {
    let lower = action.lowercased()
    let prefixes = [
      "ec2:describe", "cloudwatch:putmetricdata", "cloudwatch:describe", "cloudwatch:list", "cloudwatch:getmetric",
      "xray:put", "xray:get", "ecr:getauthorizationtoken", "sts:getcalleridentity", "logs:describeloggroups",
      "tag:get", "s3:listallmybuckets", "kafka:list", "elasticloadbalancing:describe", "autoscaling:describe",
      "ssmmessages:", "ec2messages:", "servicediscovery:list", "pricing:", "ce:get", "iam:list",
    ]
    return prefixes.contains(where: lower.hasPrefix) && !lower.hasSuffix(":*")
  }

  private static func narrowsResources(_ condition: PlannedStatement.Condition) -> Bool {
    let key = condition.key.lowercased()
    let keys = ["aws:resourcetag/", "ec2:resourcetag/", "secretsmanager:resourcetag/", "rds:db-tag/"]
    return isPositive(condition)
      && (keys.contains(where: key.hasPrefix)
        || ["kms:viaservice", "iam:passedtoservice", "aws:resourceaccount"].contains(key))
  }

  // MARK: Principals

  private static func openTo(_ statement: PlannedStatement, _ policy: PlannedPolicy) -> [Fault] {
    var faults: [Fault] = []
    if !statement.notPrincipals.isEmpty {
      faults.append(
        Fault(
          message: "`NotPrincipal` with `Allow` opens it to everybody else", isError: true,
          help: "name who may under `Principal`"))
    }
    let anyone = statement.principals.filter { $0.hasSuffix(":*") }
    if !anyone.isEmpty, !statement.conditions.contains(where: narrowsPrincipals) {
      faults.append(
        Fault(
          message: policy.kind == .trust ? "anyone may assume the role (`Principal` is `*`)" : "`Principal` is `*`",
          isError: true,
          help: "name who may, or add a condition on `aws:PrincipalOrgID`, `aws:PrincipalArn` or `aws:SourceArn`"))
    }
    for principal in statement.principals where principal.hasPrefix("Federated:") {
      guard let provider = principal.split(separator: "/", maxSplits: 1).last, principal.contains("oidc-provider/")
      else { continue }
      let subjects = statement.conditions.filter { $0.key.lowercased() == "\(provider.lowercased()):sub" }
      if !subjects.contains(where: narrowsPrincipals) {
        faults.append(
          Fault(
            message: "every identity of `\(provider)` may assume the role", isError: true,
            help: "add a condition on `\(provider):sub`"))
      }
    }
    return faults
  }

  private static func narrowsPrincipals(_ condition: PlannedStatement.Condition) -> Bool {
    let key = condition.key.lowercased()
    let keys: Set = [
      "aws:principalorgid", "aws:principalorgpaths", "aws:principalarn", "aws:principalaccount", "aws:sourcearn",
      "aws:sourceaccount", "aws:sourceorgid", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceowner", "kms:calleraccount",
    ]
    return isPositive(condition) && (keys.contains(key) || key.hasSuffix(":sub"))
  }

  /// Whether a condition holds for some values only: a value of `*` is any, and a test with `IfExists` may pass without.
  private static func isPositive(_ condition: PlannedStatement.Condition) -> Bool {
    let test = condition.test.lowercased()
    guard !test.hasSuffix("ifexists"), !test.hasPrefix("forallvalues:"), !test.contains("not"), test != "null" else {
      return false
    }
    return !condition.values.isEmpty
      && condition.values.allSatisfy { value in
        !value.allSatisfy { $0 == "*" || $0 == "?" || $0 == ":" || $0 == "/" } && !isEverything(value)
      }
  }

  private static func list(_ texts: [String]) -> String {
    let shown = texts.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    return texts.count > 3 ? "\(shown) and \(texts.count - 3) more" : shown
  }
}
