internal import Documents
internal import Git

extension EvidenceCollector {
  /// The latest check runs of commits, with the apps that report them.
  func checkRuns(of commits: [ObjectID]) async -> [Node]? {
    await reading("checkRuns") { () async throws(CollectionProblem) in
      var told: [Node] = []
      for commit in commits {
        for run in try await api.list(path("commits/\(commit)/check-runs"), in: "check_runs") {
          let app = try run["app"]["slug"].optionalText
          if let app, !run["app"]["id"].isAbsent { apps[try run["app"]["id"].number] = app }
          var members: [(String, Node)] = [
            ("name", .string(try run["name"].text)), ("app", .text(app)),
            ("commit", .commit(try run["head_sha"].commit)),
            ("conclusion", .text(try run["conclusion"].optionalText)),
          ]
          if let at = try run["started_at"].optionalInstant { members.append(("startedAt", .instant(at))) }
          if let at = try run["completed_at"].optionalInstant { members.append(("completedAt", .instant(at))) }
          told.append(.object(members))
        }
      }
      return told
    }
  }

  /// The latest status of each context of commits.
  func statuses(of commits: [ObjectID]) async -> [Node]? {
    await reading("statuses") { () async throws(CollectionProblem) in
      var told: [Node] = []
      for commit in commits {
        var contexts: Set<String> = []
        // They come newest first, and an older one is not true any more.
        for status in try await api.list(path("commits/\(commit)/statuses")) {
          let context = try status["context"].text
          guard contexts.insert(context).inserted else { continue }
          told.append([
            "context": .string(context), "by": .text(status["creator"].login), "commit": .commit(commit),
            "state": .string(try status["state"].text), "at": .instant(try status["created_at"].instant),
          ])
        }
      }
      return told
    }
  }

  /// The artifacts of the workflow runs of commits.
  func artifacts(of commits: [ObjectID]) async -> [Node]? {
    await reading("artifacts") { () async throws(CollectionProblem) in
      var told: [Node] = []
      for commit in commits {
        let runs = try await api.list(
          path("actions/runs"), [("head_sha", commit.description)], in: "workflow_runs")
        for run in runs {
          let list = path("actions/runs/\(try run["id"].number)/artifacts")
          for artifact in try await api.list(list, in: "artifacts") where artifact["expired"].boolean != true {
            var members: [(String, Node)] = [
              ("name", .string(try artifact["name"].text)), ("commit", .commit(commit)),
            ]
            if let digest = try artifact["digest"].optionalText { members.append(("digest", .string(digest))) }
            members += try origin(of: artifact, from: run)
            told.append(.object(members))
          }
        }
      }
      return told
    }
  }
}

extension EvidenceCollector {
  /// What tells where an artifact comes from: its workflow, and the branch that the run was for.
  private func origin(of artifact: Answer, from run: Answer) throws(CollectionProblem) -> [(String, Node)] {
    var members: [(String, Node)] = []
    if !artifact["id"].isAbsent { members.append(("id", .number(Number(try artifact["id"].number)))) }
    if let path = try run["path"].optionalText {
      // A reusable workflow is named with its revision.
      members.append(("workflow", .string(path.split(separator: "@").first.map(String.init) ?? path)))
    }
    if let event = try run["event"].optionalText { members.append(("event", .string(event))) }
    if let branch = try run["head_branch"].optionalText { members.append(("headBranch", .string(branch))) }
    if let name = try run["head_repository"]["full_name"].optionalText {
      members.append(("headRepository", .string(name)))
    }
    if let created = try artifact["created_at"].optionalText { members.append(("createdAt", .string(created))) }
    return members
  }
}
