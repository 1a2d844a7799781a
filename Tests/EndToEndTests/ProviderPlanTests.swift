import Documents
import SystemPackage
import TestSupport
import Testing

/// A provider that knows the names of a few resources of AWS and does nothing, and the Python that runs it.
private enum StandInProvider {
  static let source = Project.corpora.removingLastComponent().appending("cases/release-change/stand-in-aws-provider.py")
  static let python = Project.root.appending(".build-tools/bin/python3")

  /// Whether PyPI's `tf` is beside that Python.
  static var isThere: Bool {
    let library = Project.root.appending(".build-tools/lib")
    return Project.exists(source)
      && Project.names(in: library).contains { Project.exists(library.appending($0).appending("site-packages/tf")) }
  }

  /// Writes a mirror with the provider, and returns the settings that lead there.
  static func install(in folder: FilePath) async throws -> FilePath {
    let mirror = folder.appending("mirror")
    let place = mirror.pushing("registry.terraform.io/hashicorp/aws/5.0.0/linux_amd64")
    _ = try await Tool.run("mkdir", ["-p", place.string])
    let program = place.appending("terraform-provider-aws_v5.0.0")
    let text = try #require(Project.text(of: source))
    try await program.write("#!\(python)\n" + text)
    _ = try await Tool.run("chmod", ["+x", program.string])
    let settings = folder.appending("terraform.rc")
    try await settings.write(
      "provider_installation {\n  filesystem_mirror {\n    path = \"\(mirror)\"\n  }\n}\ndisable_checkpoint = true\n")
    return settings
  }
}

/// Plans that `terraform` makes of resources of AWS, without an account.
@Suite(
  .enabled(
    if: Project.hasProgram("terraform") && StandInProvider.isThere,
    "terraform is not in PATH, or the stand-in provider or PyPI's tf is missing"))
struct ProviderPlanTests {
  private static let secret = "hunter2-not-real"
  private static let start = """
    terraform {
      required_providers {
        aws = {
          source  = "hashicorp/aws"
          version = "5.0.0"
        }
      }
      backend "local" {
        path = "production.tfstate"
      }
    }

    """
  private static let database = """
    resource "aws_db_instance" "orders" {
      identifier     = "production-orders"
      instance_class = "db.t4g.small"
      engine         = "postgres"
      password       = "\(secret)"
    }

    """
  private static let policy = """
    cost: { approvals: [] }
    access: { unknown: undecided }
    alerts: { channel: C0PLATFORM1, runbooks: docs/runbooks }

    """
  private static let destroys = "change/unapproved-destroy"

  /// What is there before, what is planned with which options, and the rules that object.
  private static let plans: [(name: String, before: String, after: String, options: [String], rules: [String])] = [
    ("create", "", database, [], []),
    ("no change", database, database, [], []),
    ("bigger", database, database.replacing("small", with: "large"), [], []),
    ("replace", database, database.replacing("production-orders", with: "production-orders-2"), [], []),
    ("target", "", database + bucket, ["-target=aws_s3_bucket.files"], ["change/incomplete-plan"]),
    ("destroy", database, database, ["-destroy"], ["change/incomplete-plan"]),
    ("wide policy", "", policyResource("\"*\""), [], ["change/excessive-privilege"]),
    ("unknown policy", "", topic + policyResource("aws_sns_topic.alerts.arn"), [], ["change/unknown-policy"]),
    ("errored", "", database + failing, [], ["change/errored-plan"]),
  ]

  private static let bucket = "resource \"aws_s3_bucket\" \"files\" {\n  bucket = \"production-files\"\n}\n"
  private static let topic = "resource \"aws_sns_topic\" \"alerts\" {\n  name = \"production-alerts\"\n}\n"
  private static let failing = """
    resource "aws_s3_bucket" "failing" {
      bucket = "production-failing"
      lifecycle {
        precondition {
          condition     = aws_db_instance.orders.engine == "mysql"
          error_message = "never"
        }
      }
    }

    """

  private static func policyResource(_ resource: String) -> String {
    """
    resource "aws_iam_policy" "orders" {
      name   = "production-orders"
      policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sns:Publish", Resource = \(resource) }] })
    }

    """
  }

  @Test(arguments: plans.indices)
  func `a real plan gets its verdict, and nothing of a secret is stored or printed`(index: Int) async throws {
    let plan = Self.plans[index]
    try await withScratchFolder { folder in
      let settings = try await StandInProvider.install(in: folder).string
      try await withPlannedRepository(Self.start + plan.before, policy: Self.policy, settings: settings) { planned in
        if !plan.before.isEmpty { try await planned.terraform("apply", "-auto-approve") }
        try await planned.repository.commit([
          "infra/environments/production/main.tf": Self.start + plan.after + "# end\n"
        ])
        try await planned.trying(["plan", "-out", "tf.plan"] + plan.options)
        #expect(try await planned.json("tf.plan").contains(Self.secret) == plan.after.contains(Self.secret))
        let markdown = folder.appending("plan.md")
        let envelope = try await planned.attach("tf.plan", markdown: markdown.string)
        #expect(try await planned.rules(envelope) == plan.rules, "\(plan.name)")
        var said = envelope + (Project.text(of: markdown) ?? "")
        for format in ["text", "json", "sarif", "junit", "github", "markdown", "metrics"] {
          said += try await planned.judging(envelope, ["--format", format]).text
        }
        #expect(!said.contains(Self.secret), "\(plan.name)")
      }
    }
  }

  @Test func `a replaced database needs an approval of its own, which names the attribute`() async throws {
    let roles =
      "infrastructure: { root: infra, environments: \"infra/environments/*\", plan: { max-age: 99999d }, "
      + "destroys: { approval: { role: cab, label: destroy-approved, by: [label] } } }\n"
    try await withScratchFolder { folder in
      let settings = try await StandInProvider.install(in: folder).string
      try await withPlannedRepository(Self.start + Self.database, settings: settings) { planned in
        try await planned.repository.git("checkout", "--quiet", "main")
        try await planned.repository.commit([
          ".signalbox/change-control.yml": roles, ".signalbox/roles.yml": "roles: { cab: { users: [ines] } }\n",
        ])
        try await planned.repository.git("checkout", "--quiet", "change")
        try await planned.repository.git("merge", "--quiet", "--no-edit", "main")
        try await planned.terraform("apply", "-auto-approve")
        let other = Self.start + Self.database.replacing("production-orders", with: "production-other")
        try await planned.repository.commit(["infra/environments/production/main.tf": other])
        try await planned.terraform("plan", "-out", "tf.plan")
        let envelope = try await planned.attach("tf.plan")
        #expect(try await planned.rules(envelope).contains(Self.destroys))
        #expect(try await planned.judging(envelope, []).text.contains("`identifier`"))
      }
    }
  }
}
