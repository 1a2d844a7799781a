import Documents
import SystemPackage
import TestSupport
import Testing

/// A branch that changes an environment, and `terraform` in its folder.
struct PlannedRepository {
  let repository: ScratchRepository
  let scratch: FilePath

  /// Terraform's own configuration, which says where providers are.
  let settings: String

  var folder: FilePath { repository.folder.appending("infra/environments/production") }

  func terraform(_ arguments: String...) async throws { try await terraform(arguments) }

  func terraform(_ arguments: [String]) async throws {
    let run = try await trying(arguments)
    try #require(run.status == 0, "\(run.text)\(run.errorText)")
  }

  /// Runs `terraform`, whatever comes of it.
  @discardableResult func trying(_ arguments: [String]) async throws -> Tool {
    try await Tool.run("terraform", arguments, in: folder, environment: environment)
  }

  private var environment: [String: String] {
    ["CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": settings, "TF_IN_AUTOMATION": "1"]
  }

  func json(_ plan: String) async throws -> String {
    try await Tool.run("terraform", ["show", "-json", plan], in: folder, environment: environment).text
  }

  func attach(_ plan: String, markdown: String? = nil) async throws -> String {
    let file = folder.appending("plan.json")
    try await file.write(try await json(plan))
    let run = try await attaching(plan, json: file, more: markdown.map { ["--markdown", $0] } ?? [])
    try #require(run.status == 0, "\(run.errorText)")
    return run.text
  }

  func attaching(_ plan: String, json: FilePath, more: [String] = []) async throws -> Tool {
    try await run(
      "change-control",
      [
        "plan", "attach", "--environment", "production", "--plan", folder.appending(plan).string, "--json",
        json.string,
      ] + more, in: repository.folder)
  }

  /// The rules that object to the change, by evidence with the envelope as an artifact of its head.
  func rules(_ envelope: String) async throws -> [String] {
    try Judged(try await judging(envelope, ["--format", "json"])).rules.sorted()
  }

  /// Runs the check by evidence with the envelope as an artifact of its head.
  func judging(_ envelope: String, _ options: [String]) async throws -> Tool {
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
    return try await run(
      "change-control",
      [
        "check", "--base", "main", "--head", "HEAD", "--stage", "merge", "--now", Self.instant, "--evidence",
        scratch.appending("evidence.json").string,
      ] + options, in: repository.folder)
  }

  private static let instant = "2100-01-01T00:00:00Z"

  /// A configuration of resources that need no provider.
  fileprivate static let configuration = """
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
}

/// Makes such a repository for the time of a call: with the environment's `main.tf`, or one that needs no provider, with
/// further lines of the policy, and with Terraform's own configuration.
func withPlannedRepository(
  _ configuration: String? = nil, policy: String = "", settings: String = "/dev/null",
  _ body: (PlannedRepository) async throws -> Void
) async throws {
  try await withScratchFolder { scratch in
    try await withScratchRepository { repository in
      let main = configuration ?? PlannedRepository.configuration
      try await repository.commit([
        ".signalbox/change-control.yml":
          "infrastructure: { root: infra, environments: \"infra/environments/*\", plan: { max-age: 99999d } }\n\(policy)",
        ".gitignore": ".terraform*\n*.tfstate*\n*.plan\nplan.json\nterraform.tfstate.d\n",
        "infra/environments/production/main.tf": main,
        "infra/modules/m/main.tf": "resource \"terraform_data\" \"b\" { input = 1 }\n",
      ])
      try await repository.git("checkout", "--quiet", "-b", "change")
      try await repository.commit(["infra/environments/production/main.tf": main + "# more\n"])
      let planned = PlannedRepository(repository: repository, scratch: scratch, settings: settings)
      try await planned.terraform("init")
      try await body(planned)
    }
  }
}
