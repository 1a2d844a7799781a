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
    for event in ["pull_request", "merge_group"] {
      for key in ["paths", "paths-ignore", "branches", "branches-ignore"] where events?[event]?[key] != nil {
        problems.append("`\(key)` of `\(event)` keeps the check from starting")
      }
    }
    if let types = events?["pull_request"]?["types"] {
      let missing = ["opened", "synchronize", "reopened"].filter { !has($0, in: types) }
      if !missing.isEmpty {
        problems.append("`types` of `pull_request` leaves out \(MigrationChange.list(missing))")
      }
    }
    let jobs = root["jobs"]?.object.map(Array.init) ?? []
    guard let job = jobs.first(where: { ($0.value["name"]?.string ?? $0.key) == policy.check }) else {
      return problems + ["no job is named `\(policy.check)`"]
    }
    for key in ["if", "needs"] where job.value[key] != nil {
      problems.append("`\(key)` can skip the job `\(policy.check)`, and a skipped job counts as passed")
    }
    if job.value["strategy"] != nil {
      problems.append("`strategy` gives the job `\(policy.check)` other names than the required one")
    }
    return problems + self.problems(of: job.value)
  }

  private func problems(of job: Node) -> [String] {
    var problems: [String] = []
    if isOn(job["continue-on-error"]) { problems.append("`continue-on-error` hides the result of the job") }
    let steps = job["steps"]?.array.map(Array.init) ?? []
    for step in steps {
      if isOn(step["continue-on-error"]) { problems.append("`continue-on-error` hides the result of a step") }
      problems += self.problems(ofCheckout: step)
      guard runsCheck(step) else { continue }
      if step["if"] != nil { problems.append("`if` can skip the step that runs the check") }
      problems += self.problems(ofScript: step["run"]?.string ?? "", shell: step["shell"]?.string)
    }
    if !runsCheck(job), !steps.contains(where: runsCheck) {
      problems.append("no step of the job runs `db-verify check`")
    }
    return problems
  }

  /// What a script makes of the result of the check.
  private func problems(ofScript run: String, shell: String?) -> [String] {
    var problems: [String] = []
    let lines = run.split(separator: "\n").map(String.init)
    let plain = run.filter { $0 != " " }
    let words = lines.map { $0.split(separator: " ").map(String.init) }
    if plain.contains("||true") || plain.contains("||:") || plain.contains("set+e") || plain.contains("||exit0")
      || lines.contains(where: ShellScript.swallows)
    {
      problems.append("a step succeeds although its command fails")
    }
    // GitHub runs `bash -e`, without pipefail, unless the shell is named.
    let hasPipefail = shell == "bash" || run.contains("pipefail")
    if !hasPipefail, lines.contains(where: { $0.contains("db-verify") && $0.hasPipe }) {
      problems.append("a pipe takes the status of its last command, and not that of the check")
    }
    if words.contains(where: { $0.contains("pre-push") && $0.contains("--stage") }) {
      problems.append("`--stage pre-push` only lists what is due at the merge")
    }
    if run.contains("--allow-untrusted-policy") {
      problems.append("`--allow-untrusted-policy` lets a change bring its own policy")
    }
    return problems
  }

  private func problems(ofCheckout step: Node) -> [String] {
    guard step["uses"]?.string?.hasPrefix("actions/checkout") == true else { return [] }
    var problems: [String] = []
    if step["with"]?["fetch-depth"]?.number?.int != 0 {
      problems.append("the checkout has not all of the history (`fetch-depth: 0`)")
    }
    if let ref = step["with"]?["ref"]?.string, !ref.contains("${{") {
      problems.append("the checkout is of `\(ref)`, and not of the change")
    }
    return problems
  }

  /// Whether a step or a job runs the check: by a command, an action or a reusable workflow.
  private func runsCheck(_ node: Node) -> Bool {
    let uses = node["uses"]?.string ?? ""
    if uses.contains("db-verify") || uses.contains("signalbox") { return true }
    return (node["run"]?.string ?? "").split(separator: "\n").contains { line in
      let words = line.split { " ;&|\"'".contains($0) }
      guard let index = words.firstIndex(where: { $0.hasSuffix("db-verify") || $0.hasSuffix("signalbox") }) else {
        return false
      }
      return !line.drop { $0 == " " }.hasPrefix("#") && words.dropFirst(index + 1).contains("check")
    }
  }

  private func isOn(_ node: Node?) -> Bool {
    guard let node else { return false }
    return node.boolean ?? (node.string != "false")
  }

  private func has(_ event: String, in node: Node?) -> Bool {
    guard let node else { return false }
    if let items = node.array { return items.contains { $0.string == event } }
    if let text = node.string { return text == event }
    return node.object?.contains { $0.key == event } ?? false
  }
}

extension String {
  /// Whether a command's output goes to another one.
  fileprivate var hasPipe: Bool {
    let parts = split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return false }
    return zip(parts, parts.dropFirst()).contains { !$0.isEmpty && !$1.isEmpty }
  }
}
