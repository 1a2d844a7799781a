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
    faults += actions(of: statement, in: policy) + resources(of: statement, in: policy)
    return faults
  }

  // MARK: Actions

  private static func actions(of statement: PlannedStatement, in policy: PlannedPolicy) -> [Fault] {
    var faults: [Fault] = []
    if !statement.notActions.isEmpty {
      faults.append(
        Fault(
          message: "`NotAction` allows every action but \(list(statement.notActions)), also those that AWS will add",
          isError: true, help: "list the actions that are needed under `Action`"))
    }
    for action in statement.actions {
      let parts = action.split(separator: ":", maxSplits: 1)
      let name = parts.last ?? ""
      if action.allSatisfy({ "*?:".contains($0) }) {
        faults.append(
          Fault(message: "`Action` is `*`", isError: true, help: "list the actions that are needed"))
      } else if parts.count < 2 || parts[0].contains(where: { "*?".contains($0) }) {
        faults.append(
          Fault(
            message: "`Action` is `\(action)`: actions of more than one service", isError: true,
            help: "list the actions that are needed"))
      } else if name.allSatisfy({ "*?".contains($0) }) {
        faults.append(
          Fault(
            message: "`Action` is `\(action)`: every action of the service",
            isError: !isDelegation(action, statement, policy), help: "list the actions that are needed"))
      } else if name.contains("*") || name.contains("?") {
        faults.append(
          Fault(
            message: "`Action` is `\(action)`, which AWS may add to", isError: false,
            help: "list the actions that are needed"))
      }
      if fits(action.lowercased(), "iam:passrole"), parts.count == 2, name.contains(where: \.isLetter) {
        faults.append(
          Fault(
            message:
              "`iam:PassRole` lets its owner act as \(list(statement.resources.isEmpty ? ["*"] : statement.resources))",
            isError: false, help: "name the role, and the service that it is passed to: `iam:PassedToService`"))
      }
    }
    return faults
  }

  /// Whether it is the statement by which a key is left to the policies of its account, as AWS writes it for each new key.
  private static func isDelegation(
    _ action: String, _ statement: PlannedStatement, _ policy: PlannedPolicy
  ) -> Bool {
    policy.kind == .resource && action.lowercased() == "kms:*" && !statement.principals.isEmpty
      && statement.principals.allSatisfy { $0.hasPrefix("AWS:arn:") && $0.hasSuffix(":root") && !$0.contains("*") }
  }

  /// Whether a pattern of IAM, in which `*` is any text and `?` any character, fits a text.
  static func fits(_ pattern: String, _ text: String) -> Bool {
    let (pattern, text) = (Array(pattern.utf8), Array(text.utf8))
    var (place, read) = (0, 0)
    var retry: (place: Int, read: Int)?
    while read < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        retry = (place, read)
        place += 1
      } else if place < pattern.count, pattern[place] == text[read] || pattern[place] == UInt8(ascii: "?") {
        place += 1
        read += 1
      } else if let last = retry {
        retry = (last.place, last.read + 1)
        (place, read) = (last.place + 1, last.read + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
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
    for resource in statement.resources where isEverything(resource) || isWholeKind(resource) {
      let isNarrowed = statement.conditions.contains(where: narrowsResources)
      let needsAll = !statement.actions.isEmpty && statement.actions.allSatisfy(hasNoResource)
      faults.append(
        Fault(
          message: "`Resource` is `\(resource)`"
            + (isEverything(resource) ? "" : ": everything of its kind")
            + (isNarrowed ? ", narrowed by a condition" : needsAll ? ", and these actions know no other" : ""),
          isError: !isNarrowed && !needsAll, help: "name the resources by their ARNs"))
    }
    return faults
  }

  /// Whether an ARN is everything of an account, or anything at all.
  static func isEverything(_ resource: String) -> Bool {
    if resource.allSatisfy({ "*?".contains($0) }) { return true }
    let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts[0] == "arn" || parts[0].hasPrefix("*") else { return false }
    // A wildcard goes over colons: `arn:aws:s3*` is each bucket.
    guard parts.count == 6 else { return parts.last?.hasSuffix("*") == true }
    return parts[5].allSatisfy { "*?/:".contains($0) }
  }

  /// Whether an ARN is all resources of a kind, as `table/*`; a folder of a bucket has no kind.
  private static func isWholeKind(_ resource: String) -> Bool {
    let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] != "s3" else { return false }
    let names = parts[5].split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "/" || $0 == ":" }
    guard names.count == 2, names[0].allSatisfy({ $0.isLetter || $0 == "-" }) else { return false }
    return !names[1].isEmpty && names[1].allSatisfy { "*?/:".contains($0) }
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
    let anyone = statement.principals.filter { principal in
      principal.split(separator: ":", maxSplits: 1).last?.allSatisfy { "*?".contains($0) } == true
    }
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
      "aws:sourceaccount", "aws:sourceorgid", "aws:sourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceowner",
      "kms:calleraccount",
    ]
    guard isPositive(condition), keys.contains(key) || key.hasSuffix(":sub") else { return false }
    return condition.values.allSatisfy { value in
      if key == "aws:sourceip" { return !value.hasSuffix("/0") }
      guard let wildcard = value.firstIndex(where: { "*?".contains($0) }) else { return true }
      // The parts of an ARN before its resource; an id with a wildcard in it is another's as well.
      if key.hasSuffix("arn") {
        let parts = value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        // The name of a bucket is one in all accounts.
        return parts.count == 6 && (parts[2] == "s3" || !parts[4].contains { "*?".contains($0) })
      }
      if key.hasSuffix(":sub") { return !openSubjects.contains(value[..<wildcard].lowercased()) }
      return key == "aws:principalorgpaths" && value[..<wildcard].contains("/")
    }
  }

  /// Beginnings of subjects that say nothing of who it is: each repository of GitHub, each account of a cluster.
  private static let openSubjects: Set = ["", "repo:", "system:", "system:serviceaccount:", "project_path:"]

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
