import Documents
import SystemPackage
import TestSupport
import Testing

/// Plans that `terraform` makes, of resources that need no provider.
@Suite(.enabled(if: Project.hasProgram("terraform"), "terraform is not in PATH"))
struct ChangeControlPlanTests {
  private static let now = "2100-01-01T00:00:00Z"

  @Test func `the envelope of a plan has no value of it, and counts for the commit that was planned`() async throws {
    try await withPlannedRepository { planned in
      try await planned.terraform("plan", "-out", "tf.plan")
      let envelope = try await planned.attach("tf.plan")
      #expect(envelope.firstRange(of: "hunter2") == nil)
      #expect(try await planned.json("tf.plan").firstRange(of: "hunter2") != nil)
      #expect(try await planned.rules(envelope) == [])
    }
  }

  @Test(arguments: [
    (["-target=module.m"], "change/incomplete-plan"), (["-refresh-only"], "change/incomplete-plan"),
  ])
  func `a plan of a part is not whole`(options: [String], rule: String) async throws {
    try await withPlannedRepository { planned in
      try await planned.terraform(["apply", "-auto-approve"])
      try await planned.terraform(["plan", "-out", "tf.plan"] + options)
      #expect(try await planned.rules(try await planned.attach("tf.plan")) == [rule])
    }
  }

  @Test func `a plan of another workspace is of another environment`() async throws {
    try await withPlannedRepository { planned in
      try await planned.terraform("workspace", "new", "other")
      try await planned.terraform("plan", "-out", "tf.plan")
      #expect(try await planned.rules(try await planned.attach("tf.plan")) == ["change/plan-of-another-environment"])
    }
  }

  @Test func `a plan with another file than the repository is of something else`() async throws {
    try await withPlannedRepository { planned in
      let path = planned.folder.appending("main.tf")
      let text = try #require(Project.text(of: path))
      try await path.write(text + "# not committed\n")
      try await planned.terraform("plan", "-out", "tf.plan")
      try await path.write(text)
      #expect(try await planned.rules(try await planned.attach("tf.plan")) == ["change/stale-plan"])
    }
  }

  @Test func `a plan of the commit before is stale`() async throws {
    try await withPlannedRepository { planned in
      try await planned.terraform("plan", "-out", "tf.plan")
      let envelope = try await planned.attach("tf.plan")
      let module = "infra/modules/m/main.tf"
      try await planned.repository.commit([module: "resource \"terraform_data\" \"b\" { input = 2 }\n"])
      #expect(try await planned.rules(envelope) == ["change/stale-plan"])
    }
  }

  @Test func `the JSON of another plan is refused`() async throws {
    try await withPlannedRepository { planned in
      try await planned.terraform("plan", "-out", "first.plan")
      try await planned.terraform("plan", "-target=module.m", "-out", "second.plan")
      let json = try await planned.json("second.plan")
      let file = planned.folder.appending("plan.json")
      // The instant is that of a second, and both may be of the same one.
      try await file.write(json.replacing("\"timestamp\":\"2", with: "\"timestamp\":\"1"))
      let attached = try await planned.attaching("first.plan", json: file)
      #expect(attached.status == 2, "\(attached.text)")
      #expect(attached.errorText.contains("the JSON is not of this file"), "\(attached.errorText)")
    }
  }

  /// A branch that changes an environment, and terraform in its folder.
  private struct Planned {
    let repository: ScratchRepository
    let scratch: FilePath

    var folder: FilePath { repository.folder.appending("infra/environments/production") }

    func terraform(_ arguments: String...) async throws { try await terraform(arguments) }

    func terraform(_ arguments: [String]) async throws {
      let run = try await Tool.run(
        "terraform", arguments, in: folder,
        environment: ["CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": "/dev/null", "TF_IN_AUTOMATION": "1"])
      try #require(run.status == 0, "\(run.text)\(run.errorText)")
    }

    func json(_ plan: String) async throws -> String {
      try await Tool.run(
        "terraform", ["show", "-json", plan], in: folder,
        environment: ["CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": "/dev/null"]
      ).text
    }

    func attach(_ plan: String) async throws -> String {
      let file = folder.appending("plan.json")
      try await file.write(try await json(plan))
      let run = try await attaching(plan, json: file)
      try #require(run.status == 0, "\(run.errorText)")
      return run.text
    }

    func attaching(_ plan: String, json: FilePath) async throws -> Tool {
      try await run(
        "change-control",
        [
          "plan", "attach", "--environment", "production", "--plan", folder.appending(plan).string, "--json",
          json.string,
        ], in: repository.folder)
    }

    /// The rules that object to the change, by evidence with the envelope as an artifact of its head.
    func rules(_ envelope: String) async throws -> [String] {
      let (head, base) = (try await repository.id(of: "HEAD"), try await repository.id(of: "main"))
      try await scratch.appending("plan.json").write(envelope)
      try await scratch.appending("evidence.json").write(
        """
        { "version": 1, "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "\(Self.instant)" },
          "otherChanges": [], "issues": [], "deployments": [],
          "changes": [{ "number": 7, "author": "dana", "body": "", "base": { "ref": "main", "sha": "\(base)" },
            "head": { "ref": "change", "sha": "\(head)" } }],
          "artifacts": [{ "name": "plan-production", "commit": "\(head)", "file": "plan.json", "event": "pull_request",
            "headBranch": "change", "workflow": ".github/workflows/plan.yml" }] }
        """)
      let judged = try Judged(
        try await run(
          "change-control",
          [
            "check", "--base", "main", "--head", "HEAD", "--stage", "merge", "--now", Self.instant, "--evidence",
            scratch.appending("evidence.json").string, "--format", "json",
          ], in: repository.folder))
      return judged.rules.sorted()
    }

    private static let instant = "2100-01-01T00:00:00Z"
  }

  private func withPlannedRepository(_ body: (Planned) async throws -> Void) async throws {
    try await withScratchFolder { scratch in
      try await withScratchRepository { repository in
        let main = """
          terraform {
            backend "local" { path = "production.tfstate" }
          }
          variable "secret" {
            default   = "hunter2-not-real"
            sensitive = true
          }
          module "m" { source = "../../modules/m" }
          resource "terraform_data" "a" { input = { secret = var.secret } }

          """
        try await repository.commit([
          ".signalbox/change-control.yml":
            "infrastructure: { root: infra, environments: \"infra/environments/*\", plan: { max-age: 99999d } }\n",
          ".gitignore": ".terraform*\n*.tfstate*\n*.plan\nplan.json\nterraform.tfstate.d\n",
          "infra/environments/production/main.tf": main,
          "infra/modules/m/main.tf": "resource \"terraform_data\" \"b\" { input = 1 }\n",
        ])
        try await repository.git("checkout", "--quiet", "-b", "change")
        try await repository.commit(["infra/environments/production/main.tf": main + "# more\n"])
        let planned = Planned(repository: repository, scratch: scratch)
        try await planned.terraform("init")
        try await body(planned)
      }
    }
  }
}
