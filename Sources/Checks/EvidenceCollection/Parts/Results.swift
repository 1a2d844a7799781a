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
}
