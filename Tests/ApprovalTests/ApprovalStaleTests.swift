import Documents
import TestSupport
import Testing

@Suite(.validatingDocuments) struct ApprovalStaleTests {
  @Test(arguments: [true, false])
  func `an edit of a governed file ends a label and a review`(isLabel: Bool) async throws {
    try await withApprovalProject { project in
      let approved = project.pull.head
      if isLabel { project.pull.label(by: "alice") } else { project.pull.review(by: "alice") }
      try await project.judge().expect("pass")
      try await project.push([ApprovalProject.order: ApprovalProject.contract("with a second thought")], at: "12:00")
      try await project.judge().expect(
        "fail", "by alice at 2026-11-17T11:", "given for commit \(approved.prefix(10)); changed since:",
        "- platform/contracts/order.json", "ask one of them to add the label schema-approved to #104")
    }
  }

  @Test func `a label counts for the head before it, not for one that was pushed later`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice", at: "11:00:00")
      try await project.push([ApprovalProject.order: ApprovalProject.contract("late")], at: "11:00:01")
      try await project.judge().expect("fail", "changed since")
      project.pull.labels = []
      project.pull.label(by: "alice", at: "11:00:02")
      try await project.judge().expect("pass")
    }
  }

  @Test func `another governed file ends an approval`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      try await project.push([ApprovalProject.invoice: ApprovalProject.contract("too")], at: "12:00")
      try await project.judge().expect(
        "fail", "changes 2 files of platform/contracts", "changed since:\n    - platform/contracts/invoice.json")
    }
  }

  @Test(arguments: [
    (["update-index", "--chmod=+x", ApprovalProject.order], [ApprovalProject.order]),
    (
      ["mv", ApprovalProject.order, "platform/contracts/orders.json"],
      [ApprovalProject.order, "platform/contracts/orders.json"]
    ),
    (["mv", ApprovalProject.order, "order.json"], [ApprovalProject.order]),
    (["mv", ApprovalProject.customer, "customer.json"], [ApprovalProject.customer]),
    (["rm", "--quiet", ApprovalProject.order], [ApprovalProject.order]),
    (["rm", "--quiet", ApprovalProject.customer], [ApprovalProject.customer]),
  ])
  func `what is no edit of a text ends an approval, too`(command: [String], changed: [String]) async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      try await project.repository.git(command, input: [])
      try await project.repository.git("commit", "--quiet", "-m", "Change")
      let head = try await project.repository.id(of: "HEAD")
      project.pull.commit(head)
      project.pull.push(head, at: "12:00")
      let judgement = try await project.judge()
      judgement.expect("fail", "changed since:")
      for path in changed { judgement.expect("fail", "    - \(path)") }
    }
  }

  @Test func `somebody else's merged edit of the same file ends an approval`() async throws {
    try await withApprovalProject { project in
      try await Self.startLongContract(project)
      project.pull.label(by: "alice")
      try await project.judge().expect("pass")
      try await project.merge([Self.long: Self.longContract(first: 1, last: 2)])
      try await project.updateBranch(at: "12:00")
      try await project.judge().expect("fail", "changed since:", "- \(Self.long)")
    }
  }

  @Test(arguments: [true, false])
  func `a merge that makes something else of a governed file was approved by nobody`(isUpToDate: Bool) async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      if !isUpToDate { try await project.merge([ApprovalProject.customer: ApprovalProject.contract("by others")]) }
      try await project.repository.git("checkout", "--quiet", "--detach", "main")
      try await project.repository.git("merge", "--quiet", "--no-ff", "--no-commit", "orders")
      let slipped = [ApprovalProject.order: ApprovalProject.contract("slipped in")]
      let judged = try await project.repository.commit(slipped, "Merge")
      try await project.judge(EvidenceDocument([project.pull]), base: "main", head: judged).expect(
        "fail", "the merge makes of 1 file of platform/contracts what #104 was not approved for",
        "platform/contracts/order.json: changed by #104", "update the branch")
    }
  }

  @Test func `a merge with somebody else's edit of the same file was approved by nobody`() async throws {
    try await withApprovalProject { project in
      try await Self.startLongContract(project)
      project.pull.label(by: "alice")
      try await project.judge().expect("pass")
      try await project.merge([Self.long: Self.longContract(first: 1, last: 2)])
      try await project.judge().expect("pass")
      _ = try await project.checkOutMerge()
      try await project.judge(EvidenceDocument([project.pull]), base: "HEAD^1", head: "HEAD").expect(
        "fail", "the merge makes of 1 file of platform/contracts what #104 was not approved for")
    }
  }

  @Test func `files of the working tree were approved by nobody`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      try await project.repository.write(ApprovalProject.invoice, ApprovalProject.contract("not committed"))
      let evidence = try await project.write(EvidenceDocument([project.pull]))
      let arguments = ["--stage", "merge", "--base", "main", "--evidence", evidence]
      try await Judgement(arguments, in: project.repository).expect("pass")
      try await Judgement(arguments + ["--worktree"], in: project.repository).expect(
        "fail", "platform/contracts/invoice.json: changed by nobody")
    }
  }

  @Test func `where the policy binds to the tree, main's other contracts end an approval`() async throws {
    let policy = [
      ".signalbox/roles.yml": ApprovalProject.roles, ".signalbox/contracts.yml": "approval: { bind: tree }\n",
    ]
    try await withApprovalProject(policy: policy) { project in
      project.pull.label(by: "alice")
      try await project.judge().expect("pass")
      try await project.push(["README.md": "Better.\n"], at: "11:30")
      try await project.judge().expect("pass")
      try await project.merge([ApprovalProject.customer: ApprovalProject.contract("by others")])
      try await project.updateBranch(at: "12:00")
      try await project.judge().expect("fail", "changed since:\n    - platform/contracts/customer.json")
    }
  }

  private static let long = "platform/contracts/long.json"

  /// A contract whose first and last line can be edited without a conflict.
  private static func longContract(first: Int, last: Int) -> String {
    let between = (1...8).map { "  \"\($0)\": true,\n" }.joined()
    return "{\n  \"a\": \(first),\n\(between)  \"z\": \(last)\n}\n"
  }

  /// Begins the branch anew with an edit of the first line of the long contract.
  private static func startLongContract(_ project: ApprovalProject) async throws {
    try await project.merge([long: longContract(first: 1, last: 1)])
    try await project.repository.git("reset", "--quiet", "--hard", "main")
    project.pull.commits = []
    try await project.push([long: longContract(first: 2, last: 1)], at: "10:15")
  }
}
