import Policy

extension Example {
  /// A deployment in the week of the train of 2026-11-19: staging ran the commit 11… before the freeze, and production the
  /// commit 00… since the train before.
  ///
  /// - Parameters:
  ///   - environment: where to.
  ///   - commit: the digit that the commit's id consists of.
  ///   - now: the instant, of which the evidence is, too.
  ///   - policy: a policy file.
  ///   - history: lines of commits, each by its digit and those of its parents.
  ///   - deployments: further deployments.
  ///   - smoke: the results named smoke.
  ///   - issues: the issues.
  ///   - changes: the pull requests.
  ///   - members: further members of the evidence.
  ///   - fileID: where the example is written.
  ///   - line: the line there.
  /// - Returns: the example.
  static func deployment(
    to environment: String = "production", commit: Character = "1", now: String = "2026-11-19T09:00:00Z",
    policy: String? = nil, history: [String] = [], deployments: [String] = [], smoke: [String] = [.smoke()],
    issues: [String] = [], changes: [String] = [], members: String = "", fileID: String = #fileID, line: Int = #line
  ) -> Example {
    let all =
      [
        String.record("staging", "1", began: "2026-11-18T11:57:00Z", at: "2026-11-18T12:00:00Z"),
        .record("production", "0", began: "2026-11-12T08:57:00Z", at: "2026-11-12T09:00:00Z"),
      ] + deployments
    let commits = history.map { line in line.split(separator: " ").map { id($0.first ?? "0") }.joined(separator: " ") }
    return Example(
      (policy.map { "-- given: policy --\n\($0)\n" } ?? "") + """
        -- given: deployment --
        \(environment) \(id(commit))
        -- given: now --
        \(now)
        \(commits.isEmpty ? "" : "-- given: history --\n\(commits.joined(separator: "\n"))\n")-- given: evidence --
        { "version": 1, "changes": [\(changes.joined(separator: ",\n    "))],
          "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "\(now)" },\(members)
          "issues": [\(issues.joined(separator: ", "))], "statuses": [],
          "checkRuns": [\(smoke.joined(separator: ",\n    "))],
          "deployments": [
            \(all.joined(separator: ",\n    "))],
          "deploymentHistory": { "staging": { "complete": true }, "production": { "complete": true } } }
        """, fileID: fileID, line: line)
  }

  static func id(_ digit: Character) -> String { String(repeating: digit, count: 40) }
}

extension String {
  /// A deployment as the evidence has it.
  static func record(
    _ environment: String, _ commit: Character, _ state: String = "success", began: String, at: String,
    pullRequests: String = ""
  ) -> String {
    """
    { "environment": "\(environment)", "commit": "\(Example.id(commit))", "state": "\(state)",
          "startedAt": "\(began)", "at": "\(at)", "pullRequests": [\(pullRequests)] }
    """
  }

  /// A check run named smoke.
  static func smoke(_ commit: Character = "1", _ conclusion: String = "success", at: String = "2026-11-18T20:00:00Z")
    -> String
  {
    """
    { "name": "smoke", "app": "github-actions", "commit": "\(Example.id(commit))", "conclusion": "\(conclusion)",
          "completedAt": "\(at)" }
    """
  }
}
