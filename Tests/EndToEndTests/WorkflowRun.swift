import Documents
import SystemPackage
import TestSupport
import Testing

/// A workflow file of this project, run for real by `act`, on this machine and without its server.
///
/// The actions that others publish are those of Fixtures/actions. What `act` cannot do: after a reusable workflow that
/// failed, it skips a job that GitHub would run.
struct WorkflowRun {
  let status: Int32
  /// All that the steps wrote, and what `act` says of them.
  let log: String
  /// How the stand-ins were called, a call a line.
  let calls: [String]
  /// The paths of the artifacts' files, sorted.
  let artifacts: [String]

  static let isPossible = Project.hasProgram("act")
  static let why: Comment = "act is not in PATH; Scripts/test puts it there"

  /// The verdicts that were outputs of a step, each once.
  var verdicts: [String] {
    var verdicts: [String] = []
    for line in log.split(separator: "\n") {
      guard let place = line.firstRange(of: "::set-output:: verdict=") else { continue }
      let verdict = String(line[place.upperBound...])
      if !verdicts.contains(verdict) { verdicts.append(verdict) }
    }
    return verdicts
  }

  /// Whether a job of this name ended well; `nil` where it did not run.
  func succeeded(_ job: String) -> Bool? {
    let lines = log.split(separator: "\n").filter { line in
      line.hasPrefix("[") && line.split(separator: "]")[0].split(separator: "/").last.map(trimmed) == job
    }
    if lines.contains(where: { $0.contains("Job succeeded") }) { return true }
    return lines.contains { $0.contains("Job failed") } ? false : nil
  }

  private func trimmed(_ text: Substring) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }
}

/// What a workflow is run on, and with what.
struct WorkflowTrial {
  let repository: ScratchRepository
  let folder: FilePath
  var event = "pull_request"
  var payload = "{}"
  var variables: [String: String] = [:]
  var secrets: [String: String] = [:]
  var environment: [String: String] = [:]
  /// The inputs of a workflow that is started by hand.
  var inputs: [String: String] = [:]
  /// Inputs of the reusable workflow that its caller does not give.
  var further: [String: String] = [:]
  /// Whether a ruleset requires the caller: GitHub then passes over its `branches` and `types`.
  var isRequiredByRuleset = false
  /// The folder that stands in for the repository of the reusable workflows.
  var source = Project.root

  private static let commit = String(repeating: "0", count: 40)

  /// Runs a caller of workflows/callers, told where the reusable workflows come from: the job context of `act` is empty.
  func run(caller name: String) async throws -> WorkflowRun {
    let path = Project.root.appending("workflows/callers/\(name).yml")
    var text = try #require(Project.text(of: path))
    if isRequiredByRuleset {
      text = text.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("    branches: ") && !$0.hasPrefix("    types: ") }.joined(separator: "\n")
    }
    let source = ["signalbox-repository": "acme/signalbox", "signalbox-ref": Self.commit]
    let inputs = source.merging(further) { $1 }
    // The first input of the call; the other workflows have no `with:` at this depth.
    let given = inputs.sorted { $0.key < $1.key }.map { "      \($0): \(Node.string($1).json())\n" }
    var isReplaced = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      // A script goes on in lines that stand deeper.
      isReplaced = isReplaced && line.hasPrefix("        ") || inputs.keys.contains { line.hasPrefix("      \($0): ") }
      return !isReplaced
    }
    let caller = folder.appending("callers/\(name).yml")
    try await caller.write(
      lines.joined(separator: "\n").replacing(
        "    with:\n", with: "    with:\n\(given.joined())", maxReplacements: 1))
    return try await run(caller)
  }

  private func run(_ workflow: FilePath) async throws -> WorkflowRun {
    let calls = folder.appending("calls")
    let artifacts = folder.appending("artifacts")
    try await calls.write("")
    try await folder.appending("event.json").write(event(payload))
    var arguments = [
      event, "--workflows", workflow.string, "--eventpath", folder.appending("event.json").string,
      "--platform", "ubuntu-latest=-self-hosted", "--pull=false", "--no-cache-server",
      "--action-cache-path", folder.appending("cache").string,
      "--env", "SIGNALBOX_SOURCE=\(source.string)", "--env", "SIGNALBOX_ARTIFACTS=\(artifacts.string)",
      "--env", "STAND_IN_CALLS=\(calls.string)",
      "--local-repository", "acme/signalbox@\(Self.commit)=\(source.string)",
    ]
    let written = try await keepOutput()
    var environment = environment
    environment["PATH"] = "\(folder.appending("shell")):\(environment["PATH"] ?? Project.variable("PATH") ?? "")"
    for (name, value) in environment { arguments += ["--env", "\(name)=\(value)"] }
    for (name, value) in variables { arguments += ["--var", "\(name)=\(value)"] }
    for (name, value) in secrets { arguments += ["--secret", "\(name)=\(value)"] }
    for (name, value) in inputs { arguments += ["--input", "\(name)=\(value)"] }
    for pin in try WorkflowFile.pins() {
      let stand = Project.root.appending("Fixtures/actions/\(pin.repository.split(separator: "/")[1])")
      arguments += ["--local-repository", "\(pin.repository)@\(pin.commit)=\(stand.string)"]
    }
    let run = try await Tool.run(
      "timeout", ["3600", "act"] + arguments, in: repository.folder,
      environment: [
        "XDG_CACHE_HOME": folder.appending("cache").string, "GITHUB_ACTIONS": "", "GITHUB_TOKEN": "", "CI": "",
      ])
    let kept = try await Tool.run("bash", ["-c", "cd \"$0\" 2>/dev/null && find . -type f | sort", artifacts.string])
    let log = (Project.text(of: written) ?? "") + String(decoding: run.output + run.error, as: UTF8.self)
    return WorkflowRun(
      status: run.status, log: log,
      calls: (Project.text(of: calls) ?? "").split(separator: "\n").map(String.init),
      artifacts: kept.lines.map { String($0.dropFirst(2)) })
  }

  /// The payload with the default branch, which GitHub always tells; `act` would make one up.
  private func event(_ payload: String) throws -> String {
    let root = try Document.json(SourceText(payload)).root
    guard let members = root.object else { return payload }
    let known = members["repository"]?.object?.map { ($0.key, $0.value) }.filter { $0.0 != "default_branch" } ?? []
    let others = members.map { ($0.key, $0.value) }.filter { $0.0 != "repository" }
    return Node.object(others + [("repository", .object(known + [("default_branch", "main")]))]).json()
  }

  /// Lets every step write what it says into a file as well, and answers with that file.
  ///
  /// `act` gives a step a terminal, and loses what stands in it when the step ends quickly.
  private func keepOutput() async throws -> FilePath {
    let written = folder.appending("written")
    let shell = folder.appending("shell/bash")
    try await shell.write(
      """
      #!/bin/bash
      set -o pipefail
      /bin/bash "$@" 2>&1 | tee -a '\(written)'
      """)
    _ = try await Tool.run("chmod", ["+x", shell.string])
    return written
  }
}
