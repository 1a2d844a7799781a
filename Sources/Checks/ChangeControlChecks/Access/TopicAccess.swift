internal import Terraform

/// What a statement allows on Kafka topics beyond what the declared topics of its owner need.
struct TopicAccess {
  let register: TopicRegister

  /// What is wider, in words, with the statement that would do.
  struct Fault {
    let message: String
    let help: String
    var isKnown = true
  }

  private static let writing: Set = ["writedata"]
  private static let reading: Set = ["readdata"]

  /// What neither producers nor consumers of topics need: they manage them.
  private static let managing: Set = [
    "createtopic", "deletetopic", "altertopic", "altertopicdynamicconfiguration", "altercluster",
    "alterclusterdynamicconfiguration",
  ]

  func faults(of policy: PlannedPolicy) -> [Fault] {
    var faults: [Fault] = []
    for statement in policy.statements where statement.allows && statement.isNew {
      let actions = statement.actions.map { $0.lowercased() }.filter { $0.hasPrefix("kafka-cluster:") }
      guard !actions.isEmpty else { continue }
      let owners = policy.kind == .resource ? Self.owners(of: statement) : [policy.principals]
      for names in owners {
        guard let name = names.first else {
          faults.append(
            Fault(
              message: "could not check its access to Kafka because its name is known when it is applied",
              help: "give the role a `name`, and name it under `principals` of \(register.path)", isKnown: false))
          continue
        }
        guard let service = names.lazy.compactMap({ register.services[$0] }).first else {
          faults.append(
            Fault(
              message: "`\(name)` has access to Kafka, and no service of `\(register.path)` is called so",
              help: "name it under `principals` of \(register.path)"))
          continue
        }
        faults += self.faults(of: statement, actions.map { String($0.dropFirst(14)) }, service)
      }
    }
    return faults
  }

  /// Whom the policy of a cluster is about: roles and users by the names at the end of their ARNs.
  private static func owners(of statement: PlannedStatement) -> [[String]] {
    statement.principals.filter { $0.hasPrefix("AWS:") }.map { principal in
      [principal.dropFirst(4).split(separator: "/").last.map(String.init) ?? principal]
    }
  }

  private func faults(of statement: PlannedStatement, _ actions: [String], _ service: String) -> [Fault] {
    let (written, read) = register.topics(of: service)
    let smallest = smallestStatement(statement, written: written, read: read)
    var faults: [Fault] = []
    for action in actions where action.contains("*") && !action.hasPrefix("describe") {
      faults.append(Fault(message: "`kafka-cluster:\(action)` is more than `\(service)` needs", help: smallest))
    }
    for action in actions where Self.managing.contains(action) {
      faults.append(
        Fault(message: "`kafka-cluster:\(action)` manages topics, and `\(service)` only uses them", help: smallest))
    }
    for resource in statement.resources {
      guard let kind = Self.sharedKind(of: resource) else { continue }
      faults.append(
        Fault(message: "`\(service)` may use every \(kind): `\(resource)`", help: "begin the name with the service's"))
    }
    let (writes, reads) = (
      actions.contains { Self.writing.contains($0) || $0 == "*" || $0.hasPrefix("write") && $0.hasSuffix("*") },
      actions.contains { Self.reading.contains($0) || $0 == "*" || $0.hasPrefix("read") && $0.hasSuffix("*") }
    )
    guard writes || reads || actions.contains(where: { $0.hasPrefix("describetopic") }) else { return faults }
    for resource in statement.resources {
      guard let name = Self.topic(in: resource) else { continue }
      let needed = Set((writes ? written : []) + (reads ? read : []) + (!writes && !reads ? written + read : []))
      let undeclared = writes && !reads ? "write to" : reads && !writes ? "read" : "use"
      if name.contains("*") || name.contains("?") {
        faults.append(
          Fault(
            message:
              "`\(service)` may \(undeclared) every topic that fits `\(name)`; declared are \(Self.list(needed))",
            help: smallest))
      } else if !needed.contains(name) {
        let role = writes && !reads ? "produces" : reads && !writes ? "consumes" : "uses"
        faults.append(
          Fault(
            message: "`\(service)` may \(undeclared) `\(name)`; by `\(register.path)` it \(role) \(Self.list(needed))",
            help: smallest))
      } else if writes, reads, !(written.contains(name) && read.contains(name)) {
        faults.append(
          Fault(
            message: "`\(service)` may read and write `\(name)`, and needs one of them", help: smallest))
      }
    }
    return faults
  }

  /// The name of the topic in an ARN as `arn:aws:kafka:region:account:topic/cluster/uuid/name`; `*` for any; `nil` for the
  /// ARN of something else.
  static func topic(in resource: String) -> String? {
    if WidePolicy.isEverything(resource) { return "*" }
    let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6 else { return nil }
    let names = parts[5].split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    // `topic/*` has one wildcard for all that follows.
    guard let kind = names.first, WidePolicy.fits(String(kind), "topic") else { return nil }
    return names.count == 4 ? String(names[3]) : "*"
  }

  /// What the ARN of all consumer groups, or of all transactions, means; `nil` of another one.
  private static func sharedKind(of resource: String) -> String? {
    let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, !WidePolicy.isEverything(resource) else { return nil }
    let names = parts[5].split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard names.count < 4 || names[3].allSatisfy({ $0 == "*" }) else { return nil }
    return names.first == "group" ? "consumer group" : names.first == "transactional-id" ? "transaction" : nil
  }

  private func smallestStatement(_ statement: PlannedStatement, written: [String], read: [String]) -> String {
    let arn =
      statement.resources.first { $0.hasPrefix("arn:") } ?? "arn:aws:kafka:REGION:ACCOUNT:topic/CLUSTER/UUID/TOPIC"
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let names = parts.last?.split(separator: "/", omittingEmptySubsequences: false) ?? []
    let cluster = names.count > 2 ? "\(names[1])/\(names[2])" : "CLUSTER/UUID"
    let head = parts.dropLast().joined(separator: ":")
    func allow(_ action: String, _ topics: [String]) -> String? {
      guard !topics.isEmpty else { return nil }
      return "\(action) and DescribeTopic on " + topics.map { "\(head):topic/\(cluster)/\($0)" }.joined(separator: ", ")
    }
    let needed = [allow("WriteData", written), allow("ReadData", read)].compactMap(\.self)
    return needed.isEmpty
      ? "it needs no topic; declare those that it uses in \(register.path)"
      : "this would do: \(needed.joined(separator: "; "))"
  }

  private static func list(_ names: Set<String>) -> String {
    names.isEmpty ? "none" : names.sorted().map { "`\($0)`" }.joined(separator: ", ")
  }
}
