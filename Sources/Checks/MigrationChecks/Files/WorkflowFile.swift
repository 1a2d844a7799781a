internal import Documents

/// A workflow of GitHub Actions, as far as a required check needs it.
struct WorkflowFile {
  private let root: Node?

  init(_ source: SourceText) {
    do throws(DocumentError) {
      root = try Document.yaml(source).root
    } catch {
      root = nil
    }
  }

  /// What keeps the workflow from being a required check.
  func problems(_ policy: WorkflowPolicy) -> [String] {
    guard let root else { return ["the workflow is not valid YAML"] }
    var problems: [String] = []
    // YAML 1.1 reads `on` as true, and this project's reader as a word.
    let events = root["on"] ?? root["true"]
    if !has("pull_request", in: events) { problems.append("the workflow does not run for `pull_request`") }
    if policy.needsMergeQueue, !has("merge_group", in: events) {
      problems.append("the workflow does not run for `merge_group`")
    }
    for key in ["paths", "paths-ignore", "branches", "branches-ignore"] where events?["pull_request"]?[key] != nil {
      problems.append("`\(key)` of `pull_request` keeps the check from starting")
    }
    let jobs = root["jobs"]?.object.map(Array.init) ?? []
    guard let job = jobs.first(where: { ($0.value["name"]?.string ?? $0.key) == policy.check }) else {
      return problems + ["no job is named `\(policy.check)`"]
    }
    if job.value["if"] != nil { problems.append("`if` can keep the job `\(policy.check)` from running") }
    problems += self.problems(of: job.value)
    return problems
  }

  private func problems(of job: Node) -> [String] {
    var problems: [String] = []
    if job["continue-on-error"]?.boolean == true { problems.append("`continue-on-error` hides the result of the job") }
    for step in job["steps"]?.array.map(Array.init) ?? [] {
      if step["continue-on-error"]?.boolean == true {
        problems.append("`continue-on-error` hides the result of a step")
      }
      let run = (step["run"]?.string ?? "").filter { $0 != " " }
      if run.contains("||true") || run.contains("||:") || run.contains("set+e") || run.contains("||exit0") {
        problems.append("a step succeeds although its command fails")
      }
      let uses = step["uses"]?.string ?? ""
      if uses.hasPrefix("actions/checkout"), step["with"]?["fetch-depth"]?.number?.int != 0 {
        problems.append("the checkout has not all of the history (`fetch-depth: 0`)")
      }
    }
    return problems
  }

  private func has(_ event: String, in node: Node?) -> Bool {
    guard let node else { return false }
    if let items = node.array { return items.contains { $0.string == event } }
    if let text = node.string { return text == event }
    return node.object?.contains { $0.key == event } ?? false
  }
}
