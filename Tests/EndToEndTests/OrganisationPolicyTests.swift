import Documents
import SystemPackage
import TestSupport
import Testing

@Suite(.validatingDocuments) struct OrganisationPolicyTests {
  @Test func `the organisation's policy lies over the defaults and below the repository's`() async throws {
    let organisation = [
      "contracts.yml": "approval: { role: architects, label: agreed }\n", "roles.yml": Self.architects,
    ]
    try await withOrganisation(organisation) { project, option in
      project.pull.label(by: "arno", name: "agreed")
      let judgement = try await project.judge(option)
      judgement.expect("pass")
      let layers = judgement.report["policy"]?.array.map(Array.init) ?? []
      #expect(layers.compactMap { $0["layer"]?.string } == ["defaults", "organisation", "repository"])
      #expect(layers.map { $0["source"]?.string } == [nil, "folder", "tip"])
      project.pull.labels = []
      project.pull.label(by: "alice")
      try await project.judge(option).expect("fail", "the label agreed", "who can give it: arno")
      try await project.judge().expect("pass")
    }
    try await withOrganisation(organisation, repository: "approval: { role: cab }\n") { project, option in
      project.pull.label(by: "alice", name: "agreed")
      try await project.judge(option).expect("pass")
    }
  }

  @Test(arguments: ["approval", "approval.role"])
  func `what the organisation has locked a repository cannot set, and is told so`(key: String) async throws {
    let organisation = [
      "contracts.yml": "approval: { role: architects }\nlocked: [\(key)]\n", "roles.yml": Self.architects,
    ]
    let repository = "\napproval:\n  role: cab\n"
    try await withOrganisation(organisation, repository: repository) { project, option in
      project.pull.label(by: "arno")
      let judgement = try await project.judge(option)
      judgement.expect(
        "pass", "contracts/policy-locked | warning | .signalbox/contracts.yml:\(key == "approval" ? 2 : 3)",
        "\(key) is locked by the organisation layer, so this does not count", "remove it here")
      #expect(judgement.rules("findings") == ["contracts/policy-locked"])
      project.pull.labels = []
      project.pull.label(by: "alice")
      try await project.judge(option).expect("fail", "alice is not in the role architects")
    }
  }

  /// What a repository says to get around a demand that its organisation has locked.
  @Test(arguments: [
    (
      "rules: { contracts/missing-approval: off }\n",
      "rules.contracts/missing-approval is locked by the organisation layer"
    ),
    (
      "rules: { contracts/missing-approval: note }\n",
      "rules.contracts/missing-approval is locked by the organisation layer"
    ),
    ("root: nowhere\n", "root is locked by the organisation layer"),
    ("exclude: ['**']\n", "alice is not in the role architects"),
    ("approval: { label: other, role: cab, by: [label], bind: change }\n", "approval is locked by the organisation"),
    ("", "roles.architects is locked by the organisation layer"),
  ])
  func `a lock of the approval holds the demand`(repository: String, words: String) async throws {
    let organisation = [
      "contracts.yml": "approval: { role: architects }\nlocked: [approval]\n", "roles.yml": Self.architects,
    ]
    let roles = ApprovalProject.roles + "  architects: { users: [alice] }\n"
    try await withOrganisation(organisation, repository: repository, roles: roles) { project, option in
      project.pull.label(by: "alice")
      try await project.judge(option).expect("fail", "alice is not in the role architects", words)
      project.pull.review(by: "arno")
      try await project.judge(option).expect("pass")
    }
  }

  @Test
  func `what was excluded where a demand is locked stays excluded from it, and from other rules a repository may`()
    async throws
  {
    let organisation = [
      "contracts.yml": "approval: { role: architects }\nexclude: [platform/contracts/order.json]\nlocked: [approval]\n",
      "roles.yml": Self.architects,
    ]
    try await withOrganisation(organisation, repository: "exclude: []\n") { project, option in
      try await project.judge(option).expect("pass")
    }
  }

  @Test func `a locked role that no layer up to the lock defines lets nobody approve`() async throws {
    let organisation = ["contracts.yml": "approval: { role: cab }\nlocked: [approval]\n"]
    try await withOrganisation(organisation) { project, option in
      project.pull.label(by: "alice")
      try await project.judge(option).expect("undecided", "the policy defines no role cab")
    }
  }

  @Test(arguments: [
    ("locked: [approval]\n", "the lock of approval keeps the role cab, which no roles.yml up to that layer defines"),
    (
      "locked: [approval.label]\n",
      "does not keep contracts/missing-approval, root, roots, exclude; lock approval to keep the demand"
    ),
    ("locked: [root]\n", "the lock of root in organisation/contracts.yml keeps this value alone"),
  ])
  func `what a lock does not hold is said by policy check and by the doctor`(lock: String, words: String) async throws {
    try await withOrganisation(["contracts.yml": lock]) { project, option in
      let check = try await contracts("policy", "check", option, in: project.repository)
      #expect(check.text.contains(words), "\(check.text)")
      let folder = String(option.dropFirst("--organisation-policy=".count))
      try await project.repository.git("config", "signalbox.organisationPolicy", folder)
      let doctor = try await run("signalbox", ["doctor"], in: project.repository.folder)
      #expect(doctor.text.contains(words), "\(doctor.text)\(doctor.errorText)")
    }
  }

  @Test func `a lock that holds the demand says of a team what it cannot hold`() async throws {
    let organisation = [
      "contracts.yml": "approval: { role: cab }\nlocked: [approval]\n",
      "roles.yml": "roles: { cab: { teams: [acme/cab] } }\n",
    ]
    try await withOrganisation(organisation) { project, option in
      let check = try await contracts("policy", "check", option, in: project.repository)
      #expect(check.text.contains("does not keep who is in acme/cab"), "\(check.text)")
    }
  }

  @Test func `an empty key does not wipe out what lies below it, locked or not`() async throws {
    let organisation = [
      "contracts.yml": "approval: { role: architects }\nlocked: [approval.role]\n", "roles.yml": Self.architects,
    ]
    try await withOrganisation(organisation, repository: "approval:\n") { project, option in
      project.pull.label(by: "arno")
      try await project.judge(option).expect("pass")
    }
  }

  @Test func `a lock of a key that no policy has would lock nothing, so it is a fault`() async throws {
    let organisation = ["contracts.yml": "locked:\n  - aproval\n"]
    try await withOrganisation(organisation) { project, option in
      project.pull.label(by: "alice")
      try await project.judge(option).expect(
        "undecided", "organisation/contracts.yml:2:", "there is no key \"aproval\" to lock", "approval")
    }
  }

  @Test func `a role that the organisation has locked keeps its members`() async throws {
    let organisation = ["roles.yml": "roles: { cab: { users: [arno] } }\nlocked: [roles.cab]\n"]
    try await withOrganisation(organisation) { project, option in
      project.pull.label(by: "alice")
      try await project.judge(option).expect(
        "fail", "alice is not in the role cab", "roles.cab is locked by the organisation layer",
        ".signalbox/roles.yml:2")
      project.pull.review(by: "arno")
      try await project.judge(option).expect("pass")
    }
  }

  @Test func `a lock of the repository's own binds nobody above it`() async throws {
    try await withOrganisation(["contracts.yml": "approval: { label: agreed }\n"], repository: "locked: [approval]\n") {
      project, option in
      project.pull.label(by: "alice", name: "agreed")
      let judgement = try await project.judge(option)
      judgement.expect("pass")
      #expect(judgement.rules("findings") == [])
    }
  }

  @Test func `the policy in force is shown with the file and line of each value`() async throws {
    let organisation = [
      "contracts.yml": "\napproval: { role: architects }\nlocked: [approval.role]\n", "roles.yml": Self.architects,
    ]
    let repository = "approval:\n  role: cab\n  label: agreed\nexclude: [drafts/**]\n"
    try await withOrganisation(organisation, repository: repository) { project, option in
      let run = try await contracts("policy", "show", "--base", "main", option, in: project.repository)
      #expect(run.status == 0, "\(run.errorText)")
      for line in [
        "root: \"platform/contracts\"  # defaults, policies/contracts.yml:2",
        "  role: \"architects\"  # organisation, organisation/contracts.yml:2",
        "  label: \"agreed\"  # repository, .signalbox/contracts.yml:3",
        "  bind: \"change\"  # defaults, policies/contracts.yml:3",
        "exclude: [\"drafts/**\"]  # repository, .signalbox/contracts.yml:4",
        "    users: [\"arno\"]  # organisation, organisation/roles.yml:1",
        "    users: [\"olive\"]  # repository, .signalbox/roles.yml:3",
      ] {
        #expect(run.lines.contains { $0 == line }, "no `\(line)` in:\n\(run.text)")
      }
    }
  }

  @Test func `the policy is shown as the YAML that gives the same verdict`() async throws {
    try await withOrganisation(["roles.yml": Self.architects], repository: "approval: { role: architects }\n") {
      project, option in
      let run = try await contracts("policy", "show", "--base", "main", option, in: project.repository)
      let shown = try Document.yaml(SourceText(run.output)).root
      #expect(shown["approval"]?["role"]?.string == "architects")
      #expect(shown["roles"]?["architects"]?["users"]?.json() == "[\"arno\"]")
    }
  }

  private static let architects = "roles: { architects: { users: [arno] } }\n"

  /// Lends a project whose organisation and whose base have policies, and the option that names the organisation's.
  private func withOrganisation(
    _ organisation: [String: String], repository: String = "", roles: String = ApprovalProject.roles,
    _ body: (ApprovalProject, String) async throws -> Void
  ) async throws {
    let policy = [".signalbox/roles.yml": roles, ".signalbox/contracts.yml": repository]
    try await withApprovalProject(policy: policy) { project in
      let folder = project.repository.folder.removingLastComponent().appending("organisation")
      for (name, text) in organisation { try await folder.appending(name).write(text) }
      try await body(project, "--organisation-policy=\(folder)")
    }
  }
}
