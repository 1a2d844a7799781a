internal import Documents
internal import Git
internal import HTTP

extension EvidenceCollector {
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
          told.append(try await self.issue(issue, number))
        }
      }
      return told
    }
  }

  private func issue(_ issue: Answer, _ number: Int) async throws(CollectionProblem) -> Node {
    var labels: [Node] = []
    var names: [String] = []
    for label in try issue["labels"].elements { names.append(try label["name"].text) }
    labels = names.map(Node.string)
    let closed = try issue["closed_at"].optionalInstant
    var assignees: [Node] = []
    if !issue["assignees"].isAbsent {
      for person in try issue["assignees"].elements { if let login = person.login { assignees.append(.string(login)) } }
    }
    var members: [(String, Node)] = [
      ("number", .number(Number(number))), ("title", .string(try issue["title"].text)), ("labels", .array(labels)),
      ("openedAt", .instant(try issue["created_at"].instant)), ("closedAt", closed.map(Node.instant) ?? .null),
      ("by", .text(issue["user"].login)), ("assignees", .array(assignees)),
    ]
    if let url = try issue["html_url"].optionalText { members.append(("url", .string(url))) }
    // Who labelled an open issue decides whether it holds anything, and costs a request.
    if closed == nil {
      let marks = await reading("events of #\(number)") { () async throws(CollectionProblem) in
        try await labelled(number, names)
      }
      if let marks { members.append(("labelled", .array(marks))) }
    }
    if names.contains(where: { $0.lowercased() == Self.freezeLabel }) {
      members.append(("body", .string(String((try issue["body"].optionalText ?? "").prefix(4000)))))
    }
    return .object(members)
  }

  /// Who put each label of now on an issue, and when they last did.
  private func labelled(_ number: Int, _ names: [String]) async throws(CollectionProblem) -> [Node] {
    var last: [String: (by: String?, at: Node)] = [:]
    for event in try await api.list(path("issues/\(number)/events")) where event["event"].string == "labeled" {
      let name = try event["label"]["name"].text
      last[name] = (event["actor"].login, .instant(try event["created_at"].instant))
    }
    return names.map { name in
      addActor(last[name]?.by)
      return ["name": .string(name), "by": .text(last[name]?.by), "at": last[name]?.at ?? .null]
    }
  }

  /// The label whose issues are read with their text.
  private static let freezeLabel = "freeze"

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
