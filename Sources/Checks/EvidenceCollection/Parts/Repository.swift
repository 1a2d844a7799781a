internal import Documents
internal import Git
internal import HTTP

extension EvidenceCollector {
  /// The newest deployments, newest first, each with what became of it.
  func deployments() async -> [Node]? {
    await reading("deployments") { () async throws(CollectionProblem) in
      var told: [Node] = []
      let queries = request.environments.isEmpty ? [[]] : request.environments.map { [("environment", $0)] }
      for query in queries {
        let newest = try await api.get(path("deployments"), query + [("per_page", "\(Self.deploymentLimit)")])
        for deployment in try newest.elements { told.append(try await self.deployment(deployment)) }
      }
      return told
    }
  }

  /// A deployment with its latest status that tells how it went: `inactive` only says that another took its place.
  private func deployment(_ deployment: Answer) async throws(CollectionProblem) -> Node {
    let statuses = path("deployments/\(try deployment["id"].number)/statuses")
    // They come newest first, and a deployment has few of them.
    let newest = try await api.get(statuses, [("per_page", "100")]).elements
    let last = newest.first { $0["state"].string != "inactive" } ?? newest.first
    return [
      "environment": .string(try deployment["environment"].text), "commit": .commit(try deployment["sha"].commit),
      "state": .string(try last?["state"].text ?? "pending"), "by": .text((last ?? deployment)["creator"].login),
      "at": .instant(try (last ?? deployment)["created_at"].instant),
    ]
  }

  /// How many deployments are collected of each environment, or of all.
  private static let deploymentLimit = 30

  /// The open issues with one of the labels that were asked for, and the newest closed ones.
  func issues() async -> [Node]? {
    await reading("issues") { () async throws(CollectionProblem) in
      var told: [Node] = []
      var numbers: Set<Int> = []
      for label in request.issueLabels {
        let open = try await api.list(path("issues"), [("labels", label), ("state", "open")])
        let closed = try await api.get(
          path("issues"), [("labels", label), ("state", "closed"), ("per_page", "100")]
        ).elements
        for issue in open + closed where issue["pull_request"].isAbsent {
          let number = try issue["number"].number
          guard numbers.insert(number).inserted else { continue }
          told.append(try Self.issue(issue, number))
        }
      }
      return told
    }
  }

  private static func issue(_ issue: Answer, _ number: Int) throws(CollectionProblem) -> Node {
    var labels: [Node] = []
    for label in try issue["labels"].elements { labels.append(.string(try label["name"].text)) }
    let closed = try issue["closed_at"].optionalInstant
    return [
      "number": .number(Number(number)), "title": .string(try issue["title"].text), "labels": .array(labels),
      "openedAt": .instant(try issue["created_at"].instant), "closedAt": closed.map(Node.instant) ?? .null,
    ]
  }

  /// The checks that a branch demands, by its rulesets and by its protection, with the apps that have to report them.
  ///
  /// Where no branch is named it is the default one.
  func requiredChecks(of branch: String?) async -> [Node]? {
    await reading("requiredChecks") { () async throws(CollectionProblem) in
      let repository = "/repos/\(request.owner)/\(request.name)"
      let known = if let branch { branch } else { try await api.get(repository)["default_branch"].text }
      let name = WebAddress.encoded(known, except: "/")
      let rules = try await api.list(path("rules/branches/\(name)"))
      var required: [(name: String, app: Int?)] = []
      var hasQueue = false
      for rule in rules {
        let kind = try rule["type"].text
        if kind == "merge_queue" { hasQueue = true }
        guard kind == "required_status_checks" else { continue }
        for check in try rule["parameters"]["required_status_checks"].elements {
          required.append((try check["context"].text, try Self.app(check["integration_id"])))
        }
      }
      let protection = try await api.get(path("branches/\(name)"))["protection"]["required_status_checks"]
      if !protection["checks"].isAbsent {
        for check in try protection["checks"].elements {
          required.append((try check["context"].text, try Self.app(check["app_id"])))
        }
      }
      return required.map { check in
        // Of an app that reported nothing here only the number is known.
        let app = check.app.map { apps[$0] ?? "#\($0)" }
        return ["name": .string(check.name), "app": .text(app), "mergeQueue": .boolean(hasQueue)]
      }
    }
  }

  /// The number of an app; `nil` where any may report.
  private static func app(_ answer: Answer) throws(CollectionProblem) -> Int? {
    guard !answer.isAbsent else { return nil }
    let number = try answer.number
    return number == -1 ? nil : number
  }
}
