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
  ///
  /// - Parameters:
  ///   - policy: the check that is required.
  ///   - branches: the branches that changes go to; a filter that names one of them is none.
  /// - Returns: a sentence for each of them.
  func problems(_ policy: WorkflowPolicy, branches: [String]) -> [String] {
    guard let root else { return ["the workflow is not valid YAML"] }
    var problems: [String] = []
    // YAML 1.1 reads `on` as true, and this project's reader as a word.
    let events = root["on"] ?? root["true"]
    if !has("pull_request", in: events) { problems.append("the workflow does not run for `pull_request`") }
    if policy.needsMergeQueue, !has("merge_group", in: events) {
      problems.append("the workflow does not run for `merge_group`")
    }
    for event in ["pull_request", "merge_group"] {
      for key in ["paths", "paths-ignore", "branches", "branches-ignore"] {
        guard let filter = events?[event]?[key] else { continue }
        if key == "branches", branches.contains(where: { has($0, in: filter) }) || has("**", in: filter) { continue }
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
    let named = jobs.filter { ($0.value["name"]?.string ?? $0.key) == policy.check }
    guard let job = named.first(where: { runsCheckSomewhere($0.value) }) ?? named.first else {
      return problems + ["no job is named `\(policy.check)`"]
    }
    if named.count > 1 {
      problems.append("\(named.count) jobs are named `\(policy.check)`, and each of them can be the one that passes")
    }
    for key in ["if", "needs"] where job.value[key] != nil && !isAlways(job.value["if"]) {
      problems.append("`\(key)` can skip the job `\(policy.check)`, and a skipped job counts as passed")
    }
    if job.value["strategy"] != nil {
      problems.append("`strategy` gives the job `\(policy.check)` other names than the required one")
    }
    return problems + self.problems(of: job.value, shell: shell(of: job.value) ?? shell(of: root))
  }

  private func shell(of node: Node) -> String? { node["defaults"]?["run"]?["shell"]?.string }

  /// Whether a condition is true whatever went before.
  private func isAlways(_ condition: Node?) -> Bool {
    let text = (condition?.string ?? "").filter { !"${} ".contains($0) }
    return text == "always()" || text == "!cancelled()" || condition?.boolean == true
  }

  private func runsCheckSomewhere(_ job: Node) -> Bool {
    runsCheck(job) || (job["steps"]?.array.map(Array.init) ?? []).contains(where: runsCheck)
  }

  private func problems(of job: Node, shell: String?) -> [String] {
    var problems: [String] = []
    if isOn(job["continue-on-error"]) { problems.append("`continue-on-error` hides the result of the job") }
    let steps = job["steps"]?.array.map(Array.init) ?? []
    for step in steps {
      if isOn(step["continue-on-error"]) { problems.append("`continue-on-error` hides the result of a step") }
      problems += self.problems(ofCheckout: step)
      guard runsCheck(step) else { continue }
      if step["if"] != nil, !isAlways(step["if"]) { problems.append("`if` can skip the step that runs the check") }
      problems += self.problems(ofScript: step["run"]?.string ?? "", shell: step["shell"]?.string ?? shell)
    }
    if !runsCheck(job), !steps.contains(where: runsCheck) {
      problems.append("no step of the job runs `db-verify check`")
    }
    return problems
  }

  /// What a script makes of the result of the check.
  private func problems(ofScript run: String, shell: String?) -> [String] {
    var problems: [String] = []
    let script = ShellParser.parse(Array(run.utf8))
    // GitHub runs `bash -e`, without pipefail, unless the shell is named.
    let template = shell.flatMap { $0.contains("{0}") ? $0 : nil }
    if let template, !template.setsErrexit || template.contains("||") || template.contains(";") {
      problems.append("the shell `\(template)` lets failures pass")
    }
    let hasPipefail = shell == "bash" || run.contains("pipefail") || template?.contains("pipefail") == true
    var hasErrexit = true
    script.forEachCommand { command, _ in
      let words = command.words.map(\.text)
      if command.name == "set", words.contains("+e") || words.contains("+o") { hasErrexit = false }
      guard command.runsCheck else { return }
      if let stage = words.firstIndex(of: "--stage"), words.dropFirst(stage + 1).first != "merge" {
        problems.append("`--stage \(words.dropFirst(stage + 1).first ?? "")` only lists what is due at the merge")
      }
    }
    let losses = ShellStatus(script, hasPipefail: hasPipefail, matters: \.runsCheck).losses
    problems += losses.map { "a step succeeds although its command fails: \($0.message)" }.prefix(1)
    if !hasErrexit { problems.append("a step succeeds although its command fails: `set +e` lets failures pass") }
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
    var found = false
    ShellParser.parse(Array((node["run"]?.string ?? "").utf8)).forEachCommand { command, _ in
      if command.runsCheck { found = true }
    }
    return found
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
  /// Whether a shell with its options ends at the first failure.
  fileprivate var setsErrexit: Bool {
    split(separator: " ").contains { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.contains("e") || $0 == "errexit" }
  }
}

extension ShellCommand.SimpleCommand {
  /// Whether it runs this check, be it by `sudo`, `docker run` or the like.
  fileprivate var runsCheck: Bool {
    guard !["echo", "printf", "command", "type", "which", ":", "true"].contains(name),
      let index = words.firstIndex(where: { ["db-verify", "signalbox"].contains(Self.base($0.text)) })
    else { return false }
    return words.dropFirst(index + 1).contains { $0.text == "check" }
  }
}
