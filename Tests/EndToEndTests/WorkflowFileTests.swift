import Documents
import SystemPackage
import TestSupport
import Testing

/// Holds the workflows to what they promise, and to three linters that are none of ours.
@Suite struct WorkflowFileTests {
  static let all =
    WorkflowFile.reusable + WorkflowFile.callers
    + Project.names(in: Project.root.appending(".github/workflows")).map { ".github/workflows/\($0)" }

  /// The callers that end in a required check, with its name.
  static let required = [
    "signalbox-contracts": "contracts", "signalbox-db-verify": "DB Verify", "signalbox-lint": "lint",
    "signalbox-tests": "tests",
    "signalbox-change-control": "change-control", "signalbox-release-train": "release-train",
  ]

  @Test func `this repository's copies of the reusable workflows are equal to them`() throws {
    for path in WorkflowFile.reusable {
      let copy = try #require(Project.text(of: Project.root.appending(".github/\(path)")), "\(path)")
      #expect(copy == Project.text(of: Project.root.appending(path)), ".github/\(path)")
    }
  }

  @Test func `this repository calls its own workflows as an adopter would`() throws {
    let release = "@\(String(repeating: "0", count: 40)) # v0.1.0"
    for path in WorkflowFile.callers where path.contains("/signalbox-") {
      let name = try #require(path.split(separator: "/").last)
      let own = try #require(Project.text(of: Project.root.appending(".github/workflows/\(name)")), "\(path)")
      let expected = try WorkflowFile(path).text.replacing("acme/signalbox/.github", with: "$/.github")
        .replacing(release, with: "")
      // Above its name each says what it is.
      #expect(Self.body(of: own) == Self.body(of: expected), "\(path)")
    }
  }

  @Test func `every action of others is pinned by a full commit, with its version beside it`() throws {
    for path in WorkflowFile.reusable + WorkflowFile.callers + WorkflowFile.actions {
      for use in try WorkflowFile(path).uses where !use.action.hasPrefix("./") {
        let commit = use.action.split(separator: "@").last ?? ""
        #expect(commit.count == 40 && commit.allSatisfy(\.isHexDigit), "\(path): \(use.action)")
        #expect(use.comment.hasPrefix(" v"), "\(path): \(use.action) has no version")
      }
    }
  }

  @Test func `every job has a limit of time and says what it may do`() throws {
    for path in WorkflowFile.reusable + WorkflowFile.callers {
      let file = try WorkflowFile(path)
      #expect(file.root["permissions"]?.object?.isEmpty == true, "\(path)")
      for (name, job) in file.jobs {
        #expect(job["permissions"] != nil, "\(path): \(name)")
        // A call takes the limits of what it calls.
        #expect(job["timeout-minutes"] != nil || job["uses"] != nil, "\(path): \(name)")
      }
    }
  }

  @Test func `nothing runs a change's code where a secret is`() throws {
    for path in Self.all { #expect(try !WorkflowFile(path).text.contains("pull_request_target"), "\(path)") }
    for (file, command) in [("lint", "lint-gate run"), ("tests", "test-gate run")] {
      let run = try #require(try WorkflowFile("workflows/\(file).yml").jobs.first { $0.name == "run" })
      let steps = try #require(run.job["steps"]?.array)
      #expect(steps.contains { $0["run"]?.string?.contains(command) == true })
      let text = String(decoding: run.job.jsonBytes(), as: UTF8.self)
      for secret in ["secrets.", "github.token", "cache\":true", "evidence.json"] {
        #expect(!text.contains(secret), "\(secret)")
      }
      for step in steps where step["uses"]?.string?.hasPrefix("actions/checkout@") == true {
        #expect(step["with"]?["persist-credentials"] != nil)
      }
    }
  }

  @Test(arguments: required.sorted { $0.key < $1.key })
  func `a caller ends in a job of the required name that always runs`(caller: String, check: String) throws {
    let file = try WorkflowFile("workflows/callers/\(caller).yml")
    let jobs = file.jobs.filter { $0.job["name"]?.string == check }
    let decide = try #require(jobs.first?.job)
    #expect(jobs.count == 1)
    #expect(decide["if"]?.string == "always()")
    #expect(decide["needs"]?.string == "call")
    let types = file.root["on"]?["pull_request"]?["types"]?.array?.compactMap(\.string)
    #expect(
      types == ["opened", "synchronize", "reopened", "edited", "labeled", "unlabeled", "ready_for_review"])
    #expect(file.root["on"]?.object?.map(\.key) == ["pull_request", "merge_group", "push"])
    for event in ["pull_request", "merge_group", "push"] {
      let branches = file.root["on"]?[event]?["branches"]?.array?.compactMap(\.string)
      #expect(branches == ["main"], "\(event) of another branch would report under the same name")
    }
    #expect(file.root["concurrency"]?["group"]?.string?.contains("github.run_id") == true)
  }

  @Test(arguments: [("pass", 0), ("fail", 1), ("undecided", 1), ("", 1), ("passed", 1)] as [(String, Int32)])
  func `the required check succeeds for the verdict pass and nothing else`(verdict: String, status: Int32) async throws
  {
    for caller in Self.required.keys {
      let decide = try #require(
        try WorkflowFile("workflows/callers/\(caller).yml").jobs.first { $0.name == "decide" }?.job)
      let step = try #require(decide["steps"]?.array?.first { _ in true })
      #expect(step["env"]?["VERDICT"]?.string == "${{ needs.call.outputs.verdict }}")
      let run = try await Tool.run(
        "bash", ["-e", "-c", step["run"]?.string ?? "exit 9"], environment: ["VERDICT": verdict])
      #expect(run.status == status, "\(caller)")
    }
  }

  @Test(.enabled(if: Project.hasProgram("zizmor"), "zizmor is not in PATH; Scripts/test puts it there"))
  func `zizmor finds nothing, however pedantic`() async throws {
    let run = try await Tool.run(
      // In a folder it finds only what GitHub would read there.
      "zizmor", ["--pedantic", "--offline", "--no-progress"] + Self.all + WorkflowFile.actions, in: Project.root)
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
  }

  @Test(.enabled(if: Project.hasProgram("actionlint"), "actionlint is not in PATH; Scripts/test puts it there"))
  func `actionlint finds nothing`() async throws {
    let run = try await Tool.run("actionlint", ["-oneline"] + Self.all, in: Project.root)
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
  }

  @Test(
    .enabled(if: Project.hasProgram("check-jsonschema"), "check-jsonschema is not in PATH; Scripts/test puts it there"),
    arguments: [("vendor.github-workflows", all), ("vendor.github-actions", WorkflowFile.actions)])
  func `the files are valid by the schemas of their kind`(schema: String, paths: [String]) async throws {
    let run = try await Tool.run("check-jsonschema", ["--builtin-schema", schema] + paths, in: Project.root)
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
  }

  private static func body(of text: String) -> Substring {
    text.firstRange(of: "\nname: ").map { text[$0.lowerBound...] } ?? ""
  }
}
