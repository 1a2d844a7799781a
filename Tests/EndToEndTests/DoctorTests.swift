import Documents
import SystemPackage
import TestSupport
import Testing

@Suite struct DoctorTests {
  /// A repository in which all that can be seen without a forge is as it should be.
  private func withHealthyRepository(_ body: (ScratchRepository) async throws -> Void) async throws {
    try await withScratchRepository { repository in
      let source = "acme/signalbox@" + String(repeating: "ab", count: 20)
      _ = try await run("signalbox", ["init", "--kind", "platform", "--workflows", source], in: repository.folder)
      try await repository.write(
        ".signalbox/roles.yml",
        """
        roles:
          cab: { users: [alice] }
          policy-owner: { users: [olive] }
          incident-commander: { users: [ines] }
          product-owner: { users: [pat] }

        """)
      try await repository.write(".github/CODEOWNERS", "* @acme/all\n")
      try await repository.write("platform/contracts/order.json", "{ \"type\": \"object\" }\n")
      try await repository.commit()
      _ = try await run("signalbox", ["hooks", "install"], in: repository.folder)
      try await body(repository)
    }
  }

  /// What the doctor says, as `state: message`, of what is not well.
  private func complaints(
    _ repository: ScratchRepository, evidence: Node? = nil
  ) async throws -> (status: Int32, lines: [String]) {
    var arguments = ["doctor", "--format", "json"]
    if let evidence {
      let file = repository.folder.removingLastComponent().appending("evidence.json")
      try await file.write(evidence.jsonBytes())
      arguments += ["--evidence", file.string]
    }
    let run = try await run("signalbox", arguments, in: repository.folder)
    guard !run.output.isEmpty else { return (run.status, []) }
    let examinations = try Document.json(SourceText(run.output)).root["examinations"]?.array.map(Array.init) ?? []
    let diagnoses = examinations.flatMap { $0["diagnoses"]?.array.map(Array.init) ?? [] }
    let lines = diagnoses.compactMap { diagnosis -> String? in
      guard let state = diagnosis["state"]?.string, state != "well" else { return nil }
      return "\(state): \(diagnosis["message"]?.string ?? "")"
    }
    // Which linters a machine has is its own affair.
    return (run.status, lines.filter { !$0.contains("is run with") })
  }

  private func evidence(requiring checks: [(name: String, app: String?)]) -> Node {
    [
      "version": 1, "changes": [],
      "source": ["kind": "github", "repository": "acme/platform", "collectedAt": "2026-11-17T18:00:00Z"],
      "requiredChecks": .array(
        checks.map { ["name": .string($0.name), "app": $0.app.map(Node.string) ?? .null, "mergeQueue": true] }),
    ]
  }

  @Test func `where all is well only the forge's rules are unknown`() async throws {
    try await withHealthyRepository { repository in
      let (status, lines) = try await complaints(repository)
      #expect(lines == ["unknown: could not check what GitHub requires"])
      #expect(status == 0)
    }
  }

  @Test func `required checks are held against the checks that are adopted, and their apps`() async throws {
    try await withHealthyRepository { repository in
      let app = "github-actions"
      let good = evidence(requiring: [("contracts", app), ("lint", "#15368"), ("release-train", app)])
      #expect(try await complaints(repository, evidence: good).lines == [])
      let bad = evidence(requiring: [("contracts", nil), ("lint", "someone-else")])
      let (status, lines) = try await complaints(repository, evidence: bad)
      #expect(status == 1)
      #expect(
        lines == [
          "ill: contracts is required from any app, so others can report it",
          "ill: lint is required from someone-else, so others can report it",
          "ill: release-train is not required, so a change is merged whatever it says",
        ])
    }
  }

  @Test(arguments: [
    (".github/workflows/a.yml", "on: push\njobs: { a: { steps: [{ uses: actions/checkout@v5 }] } }\n", "can be moved"),
    (
      ".github/workflows/a.yml",
      """
      on: pull_request_target
      jobs:
        a:
          steps:
            - { uses: ./x, with: { ref: "${{ github.event.pull_request.head.sha }}" } }

      """, "with the rights of the base"
    ),
    (".github/workflows/a.yml", "jobs: [\n", "expected"),
    (
      ".github/workflows/a.yaml", "on: push\njobs: { a: { uses: acme/x/.github/workflows/b.yml@v1 } }\n", "can be moved"
    ),
    (
      ".github/workflows/a.yml", "on: [pull_request, merge_group]\njobs: { contracts: { uses: ./x } }\n",
      "pull_request has no `branches`, so it runs for changes into any branch"
    ),
    (
      ".github/workflows/a.yml",
      "on: { pull_request: { branches: [main] }, merge_group: {} }\njobs: { contracts: { uses: ./x } }\n",
      "merge_group has no `branches`"
    ),
    (
      ".github/workflows/a.yml",
      "on: { pull_request: { branches: [dev] }, merge_group: { branches: [main] } }\njobs: { contracts: { uses: ./x } }\n",
      "`branches` of pull_request does not name main"
    ),
    (".github/CODEOWNERS", "* @acme/all\n/.signalbox/\n", "/.signalbox/ has no owner"),
    (".github/CODEOWNERS", "*.md @acme/all\n", "/.github/workflows/ has no owner"),
    (".signalbox/contracts.yml", "rot: a\n", "unknown key"),
    (".signalbox/database.yml", "{}\n", "no workflow has a job that is named DB Verify"),
  ])
  func `what is ill is told with its place`(path: String, text: String, words: String) async throws {
    try await withHealthyRepository { repository in
      try await repository.write(path, text)
      let (status, lines) = try await complaints(repository)
      #expect(status == 1)
      #expect(lines.contains { $0.hasPrefix("ill: ") && $0.contains(words) }, "\(lines)")
    }
  }

  @Test func `a policy file that no check reads is told, with what was meant`() async throws {
    try await withHealthyRepository { repository in
      try await repository.write(".signalbox/contract.yml", "root: a\n")
      let lines = try await complaints(repository).lines
      #expect(lines.contains("advice: no check reads .signalbox/contract.yml"), "\(lines)")
    }
  }

  @Test func `an empty repository is told where to begin`() async throws {
    try await withScratchRepository { repository in
      let run = try await run("signalbox", ["doctor"], in: repository.folder)
      #expect(run.status == 1)
      #expect(run.text.contains("= help: signalbox init"))
      #expect(run.text.contains("signalbox doctor: "))
    }
  }

  @Test func `evidence that is none leaves the doctor without an answer`() async throws {
    try await withHealthyRepository { repository in
      let (status, lines) = try await complaints(repository, evidence: ["version": 1])
      #expect(status == 2)
      #expect(lines == [])
    }
  }

  @Test func `waivers that end within a month are listed`() async throws {
    try await withHealthyRepository { repository in
      func day(_ distance: String) async throws -> String {
        let date = try await Tool.run("date", ["-u", "-d", distance, "+%F"], in: repository.folder)
        return date.lines.first ?? ""
      }
      let (soon, late) = (try await day("+10 days"), try await day("+100 days"))
      func waiver(_ path: String, _ day: String) -> String {
        "{ rule: contracts/breaking-change, path: \(path), reason: agreed, owner: dana, expires: \(day) }"
      }
      try await repository.write(
        ".signalbox/contracts.yml", "waivers: [\(waiver("a/**", soon)), \(waiver("b/**", late))]\n")
      let (_, lines) = try await complaints(repository)
      #expect(lines.contains("advice: the waiver of contracts/breaking-change for a/** expires on \(soon)"), "\(lines)")
      #expect(!lines.contains { $0.contains("b/**") })
    }
  }

  private static let needs: [(path: String, text: String?, complaint: String?)] = [
    ("README.md", "# A\n", "advice: no folder with files of Terraform fits"),
    ("infra/terraform/environments/a/main.tf", "# a\n", nil),
    (".github/CODEOWNERS", "* @acme/all\n/infra/ @acme/a @acme/finance\n", "advice: .github/CODEOWNERS gives"),
    (
      "docs/platform/templates/adr.md", nil,
      "ill: the template of decisions, docs/platform/templates/adr.md, is missing"
    ),
  ]

  @Test(arguments: needs.indices)
  func `what change-control needs is looked for`(index: Int) async throws {
    let (path, text, complaint) = Self.needs[index]
    try await withHealthyRepository { repository in
      let source = "acme/signalbox@" + String(repeating: "ab", count: 20)
      _ = try await run(
        "signalbox", ["init", "--kind", "change-control", "--workflows", source], in: repository.folder)
      if let text {
        try await repository.write(path, text)
      } else {
        _ = try await Tool.run("rm", [repository.folder.pushing(FilePath(path)).string])
      }
      try await repository.commit()
      let (_, lines) = try await complaints(repository)
      let found = lines.filter { $0.contains("Terraform") || $0.contains("several owners") || $0.contains("template") }
      if let complaint {
        #expect(found.contains { $0.hasPrefix(complaint) }, "\(lines)")
      } else {
        #expect(found.isEmpty, "\(lines)")
      }
    }
  }
}
