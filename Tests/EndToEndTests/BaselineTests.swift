import Documents
import SystemPackage
import TestSupport
import Testing

@Suite(.validatingDocuments) struct BaselineTests {
  private static let file = ".signalbox/contracts.baseline.json"
  private static let known = "{\n  \"a\": 1,\n  \"a\": 2\n}\n"

  @Test func `a baseline lists today's findings, one a line`() async throws {
    try await withBaseline { project in
      let text = try #require(Project.text(of: project.repository.folder.appending(Self.file)))
      let root = try Document.json(SourceText(text)).root
      #expect(root["version"] == 1)
      let entries = root["findings"]?.array.map(Array.init) ?? []
      #expect(entries.compactMap { $0["rule"]?.string } == ["contracts/duplicate-key", "contracts/duplicate-key"])
      #expect(entries.compactMap { $0["path"]?.string } == [ApprovalProject.customer, ApprovalProject.invoice])
      #expect(text.split(separator: "\n").count { $0.contains("fingerprint") } == 2)
    }
  }

  @Test func `where nothing can be judged the baseline that is there is kept`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit([".signalbox/contracts.yml": "rot: a\n", Self.file: "kept\n"])
      let run = try await contracts("baseline", "--output", Self.file, in: repository)
      #expect(run.status == 2)
      #expect(run.errorText.contains("unknown key"))
      #expect(Project.text(of: repository.folder.appending(Self.file)) == "kept\n")
    }
  }

  @Test func `a known finding is shown and does not block, also when other lines move it`() async throws {
    try await withBaseline { project in
      let moved = Self.known.replacing("{\n", with: "{\n  \"b\": 1,\n")
      try await project.push([ApprovalProject.invoice: moved], at: "10:30")
      project.pull.label(by: "alice")
      try await project.judge().expect(
        "pass", "contracts/duplicate-key | note | platform/contracts/invoice.json:4")
    }
  }

  @Test(arguments: [
    (ApprovalProject.order, known),
    (ApprovalProject.invoice, "{\n  \"a\": 1,\n  \"a\": 2,\n  \"a\": 3\n}\n"),
    (ApprovalProject.invoice, "{\n  \"c\": 1,\n  \"c\": 2\n}\n"),
  ])
  func `a new finding blocks`(path: String, text: String) async throws {
    try await withBaseline { project in
      try await project.push([path: text], at: "10:30")
      project.pull.label(by: "alice")
      try await project.judge().expect("fail", "contracts/duplicate-key | error | \(path)")
    }
  }

  @Test func `a baseline that grows is a finding that no owner can approve`() async throws {
    try await withBaseline { project in
      try await project.push([ApprovalProject.order: Self.known], at: "10:30")
      try await Self.writeBaseline(project)
      try await project.push([:], at: "10:40")
      project.pull.label(by: "alice")
      project.pull.label(by: "olive", name: "policy-approved")
      let judgement = try await project.judge()
      judgement.expect(
        "fail", "contracts/baseline-grown | error | \(Self.file)",
        "the baseline grows by 1, among them contracts/duplicate-key in platform/contracts/order.json",
        "fix the findings, or waive them for a time")
      #expect(judgement.rules("findings").sorted() == ["contracts/baseline-grown", "contracts/duplicate-key"])
    }
  }

  @Test func `a baseline that shrinks is a change of the policy and nothing else`() async throws {
    try await withBaseline { project in
      try await project.push([ApprovalProject.invoice: ApprovalProject.contract("mended")], at: "10:30")
      try await Self.writeBaseline(project)
      try await project.push([:], at: "10:40")
      project.pull.label(by: "alice")
      let judgement = try await project.judge()
      judgement.expect("fail")
      #expect(judgement.rules("findings") == ["contracts/policy-changed"])
      project.pull.review(by: "olive")
      try await project.judge().expect("pass")
    }
  }

  @Test(arguments: [
    ("", "1:1"), ("[]", "1:1"), ("{ \"version\": 2, \"findings\": [] }", "1:1"),
    ("{ \"version\": 1,\n  \"findings\": [{ \"rule\": 1 }] }", "2:16"),
    ("{ \"version\": 1, \"findings\": [], \"findings\": [] }", "1:"),
  ])
  func `a baseline that is none fails in the change, and leaves everything open on the base`(
    text: String, place: String
  ) async throws {
    try await withBaseline { project in
      try await project.push([Self.file: text], at: "10:30")
      project.pull.label(by: "alice")
      project.pull.review(by: "olive")
      let change = try await project.judge()
      change.expect("fail", "contracts/invalid-policy | error | \(Self.file):\(place)")
      try await project.merge([Self.file: text])
      let base = try await project.judge(EvidenceDocument([project.pull]), base: "main", head: project.pull.head)
      base.expect("undecided", "contracts/setup-error | undecided | \(Self.file):\(place)")
    }
  }

  @Test func `a baseline that the change brings does not count yet`() async throws {
    try await withApprovalProject { project in
      try await project.push([ApprovalProject.order: Self.known], at: "10:30")
      try await Self.writeBaseline(project)
      try await project.push([:], at: "10:40")
      project.pull.label(by: "alice")
      project.pull.review(by: "olive")
      try await project.judge().expect("fail", "contracts/duplicate-key | error")
    }
  }

  /// The entry of a finding under another rule's name, or another file's.
  @Test(arguments: [
    ("contracts/invalid-encoding", ApprovalProject.invoice), ("contracts/duplicate-key", ApprovalProject.order),
    ("contracts/duplicate-key", "platform/contracts/INVOICE.json"), ("contracts/duplicate-key", ""),
  ])
  func `an entry counts for its own rule and path only`(rule: String, path: String) async throws {
    try await withBaseline { project in
      let text = try #require(Project.text(of: project.repository.folder.appending(Self.file)))
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
        guard line.contains(ApprovalProject.invoice) else { return String(line) }
        return String(line).replacing("contracts/duplicate-key", with: rule).replacing(
          ApprovalProject.invoice, with: path)
      }
      try await Self.putOnMain([Self.file: lines.joined(separator: "\n")], project)
      try await project.push([ApprovalProject.invoice: Self.known.replacing("{", with: "{\n")], at: "10:30")
      project.pull.label(by: "alice")
      try await project.judge().expect("fail", "contracts/duplicate-key | error | \(ApprovalProject.invoice)")
    }
  }

  @Test(arguments: [("contracts/missing-approval", ""), ("contracts/duplicate-key", ApprovalProject.order)])
  func `a missing approval cannot be in a baseline, under whatever name`(rule: String, path: String) async throws {
    try await withApprovalProject { project in
      let missing = try await project.judge()
      missing.expect("fail")
      let fingerprint = try #require(missing.report["findings"]?.array?.first?["fingerprint"])
      let baseline: Node = [
        "version": 1,
        "findings": [["rule": .string(rule), "path": .string(path), "fingerprint": fingerprint]],
      ]
      let text = String(decoding: baseline.jsonBytes(), as: UTF8.self)
      try await Self.putOnMain([Self.file: text], project)
      project.pull.commits = []
      try await project.push([ApprovalProject.order: ApprovalProject.contract("with a discount")], at: "10:30")
      try await project.judge().expect("fail", "without an approval from cab")
    }
  }

  @Test func `an entry follows its file to another path, and the baseline may follow, too`() async throws {
    try await withBaseline { project in
      let moved = "platform/contracts/bill.json"
      try await project.repository.git("mv", ApprovalProject.invoice, moved)
      try await project.push([:], at: "10:30")
      project.pull.label(by: "alice")
      try await project.judge().expect("pass", "contracts/duplicate-key | note | \(moved)")
      try await Self.writeBaseline(project)
      try await project.push([:], at: "10:40")
      project.pull.review(by: "olive")
      try await project.judge().expect("pass", "contracts/duplicate-key | note | \(moved)")
      try await project.push([ApprovalProject.order: Self.known], at: "10:50")
      project.pull.label(by: "alice", at: "11:30")
      try await project.judge().expect("fail", "contracts/duplicate-key | error | \(ApprovalProject.order)")
    }
  }

  @Test func `a copy of a file has no part in its entries`() async throws {
    try await withBaseline { project in
      try await project.push(["platform/contracts/copy.json": Self.known], at: "10:30")
      project.pull.label(by: "alice")
      try await project.judge().expect("fail", "contracts/duplicate-key | error | platform/contracts/copy.json")
    }
  }

  @Test func `a difference of policies shows what the baseline lets through, and what no more`() async throws {
    try await withBaseline { project in
      try await project.push(
        [ApprovalProject.order: Self.known, ApprovalProject.invoice: ApprovalProject.contract("mended")], at: "10:30")
      try await Self.writeBaseline(project)
      try await project.push([:], at: "10:40")
      let run = try await contracts("policy", "diff", "--base", "main", "--format", "json", in: project.repository)
      let differences = try Document.json(SourceText(run.output)).root["differences"]?.array.map(Array.init) ?? []
      let told = differences.map { "\($0["effect"]?.string ?? "") \($0["key"]?.string ?? "")" }
      #expect(
        told == [
          "weaker baseline.[contracts/duplicate-key in \(ApprovalProject.order)]",
          "stricter baseline.[contracts/duplicate-key in \(ApprovalProject.invoice)]",
        ])
      let text = try await contracts("policy", "diff", "--base", "main", in: project.repository).text
      #expect(text.contains("contracts: 1 weaker, 1 stricter"))
    }
  }

  @Test func `entries that name no file are told`() async throws {
    try await withBaseline { project in
      let text =
        #"{ "version": 1, "findings": [{ "rule": "contracts/missing-approval", "path": "", "fingerprint": "0" }] }"#
      try await project.push([Self.file: text], at: "10:30")
      let run = try await contracts("policy", "check", in: project.repository)
      #expect(run.text.contains("1 entries of the baseline name no file, and have no effect"), "\(run.text)")
    }
  }

  /// Commits files on main, and begins the branch anew from there.
  private static func putOnMain(_ files: [String: String], _ project: ApprovalProject) async throws {
    try await project.merge(files)
    try await project.repository.git("reset", "--quiet", "--hard", "main")
    project.pull.commits = []
  }

  private static func writeBaseline(_ project: ApprovalProject) async throws {
    let run = try await contracts("baseline", "--output", file, in: project.repository)
    #expect(run.status == 0, "\(run.errorText)")
  }

  /// Lends a project whose main has two known findings and a baseline of them.
  private func withBaseline(_ body: (ApprovalProject) async throws -> Void) async throws {
    try await withApprovalProject { project in
      try await project.merge([ApprovalProject.customer: Self.known, ApprovalProject.invoice: Self.known])
      try await project.repository.git("checkout", "--quiet", "main")
      try await Self.writeBaseline(project)
      try await project.merge([:])
      try await project.repository.git("reset", "--quiet", "--hard", "main")
      project.pull.commits = []
      try await body(project)
    }
  }
}
