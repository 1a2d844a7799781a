import Documents
import TestSupport
import Testing

@Suite(.validatingDocuments) struct ApprovalSurvivalTests {
  @Test(arguments: [true, false]) func `an unrelated push keeps an approval`(isLabel: Bool) async throws {
    try await withApprovalProject { project in
      if isLabel { project.pull.label(by: "alice") } else { project.pull.review(by: "alice") }
      try await project.push(["README.md": "Better.\n", "services/orders/main.swift": "print(1)\n"], at: "12:00")
      try await project.judge().expect("pass")
    }
  }

  @Test func `an edit that is taken back keeps an approval`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      try await project.push([ApprovalProject.order: ApprovalProject.contract("a slip")], at: "12:00")
      try await project.push([ApprovalProject.order: ApprovalProject.contract("with a discount")], at: "12:10")
      try await project.judge().expect("pass")
    }
  }

  @Test(arguments: [true, false])
  func `an update of the branch with main's other contracts keeps an approval`(isLabel: Bool) async throws {
    try await withApprovalProject { project in
      if isLabel { project.pull.label(by: "alice") } else { project.pull.review(by: "alice") }
      try await project.merge([ApprovalProject.customer: ApprovalProject.contract("by others")])
      try await project.updateBranch(at: "12:00")
      try await project.judge().expect("pass")
    }
  }

  @Test func `a rebase keeps an approval while the old head is here`() async throws {
    try await withApprovalProject { project in
      let old = try await Self.rebase(project)
      #expect(old != project.pull.head)
      try await project.judge().expect("pass")
    }
  }

  @Test(arguments: [true, false])
  func `a rebase keeps an approval when the forge tells what the old head changed`(tellsModes: Bool) async throws {
    try await withApprovalProject { project in
      let old = try await Self.rebase(project)
      let before = try await project.repository.id(of: "main~1:\(ApprovalProject.order)")
      let after = try await project.repository.id(of: "orders:\(ApprovalProject.order)")
      var delta: [(String, Node)] = [
        ("path", .string(ApprovalProject.order)), ("old", .string(before)), ("new", .string(after)),
      ]
      if tellsModes { delta += [("oldMode", "100644"), ("newMode", "100644")] }
      var evidence = EvidenceDocument([project.pull])
      evidence.governedChanges = [
        (old, [.object(delta), EvidenceDocument.delta("README.md", from: before, to: after)])
      ]
      try await Self.forget(old, project)
      try await project.judge(evidence, base: "main", head: project.pull.head).expect("pass")
    }
  }

  @Test func `what the forge tells of the old head ends an approval where it differs`() async throws {
    try await withApprovalProject { project in
      let old = try await Self.rebase(project)
      let before = try await project.repository.id(of: "main~1:\(ApprovalProject.order)")
      let after = try await project.repository.id(of: "main:\(ApprovalProject.customer)")
      var evidence = EvidenceDocument([project.pull])
      evidence.governedChanges = [(old, [EvidenceDocument.delta(ApprovalProject.order, from: before, to: after)])]
      try await Self.forget(old, project)
      try await project.judge(evidence, base: "main", head: project.pull.head).expect(
        "fail", "given for commit \(old.prefix(10)); changed since:", "order.json")
    }
  }

  @Test func `an old head that nobody knows leaves the question open`() async throws {
    try await withApprovalProject { project in
      let old = try await Self.rebase(project)
      try await Self.forget(old, project)
      try await project.judge().expect(
        "undecided", "commit \(old.prefix(10)) is not in this clone, and the evidence does not tell what it changed",
        "git fetch origin \(old)")
    }
  }

  @Test(arguments: [true, false])
  func `the merge of a pull request is judged by the approval of its head`(isUpToDate: Bool) async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      if !isUpToDate { try await project.merge([ApprovalProject.customer: ApprovalProject.contract("by others")]) }
      let merge = try await project.checkOutMerge()
      let evidence = EvidenceDocument([project.pull])
      try await project.judge(evidence, base: "HEAD^1", head: "HEAD").expect("pass")
      #expect(try await project.repository.id(of: "HEAD") == merge)
      project.pull.labels = []
      try await project.judge(EvidenceDocument([project.pull]), base: "HEAD^1", head: "HEAD").expect(
        "fail", "found: no label or review")
    }
  }

  /// Approves, lets main move on, rebases the branch and pushes it; returns the old head.
  private static func rebase(_ project: ApprovalProject) async throws -> String {
    project.pull.label(by: "alice")
    let old = project.pull.head
    try await project.merge([ApprovalProject.customer: ApprovalProject.contract("by others"), "README.md": "More.\n"])
    try await project.repository.git("rebase", "--quiet", "main")
    let head = try await project.repository.id(of: "HEAD")
    project.pull.commits = []
    project.pull.commit(head)
    project.pull.push(head, at: "12:00")
    return old
  }

  /// Removes a commit that no branch has from the repository.
  private static func forget(_ commit: String, _ project: ApprovalProject) async throws {
    try await project.repository.git("update-ref", "-d", "ORIG_HEAD")
    try await project.repository.git("reflog", "expire", "--expire=now", "--all")
    try await project.repository.git("gc", "--quiet", "--prune=now")
    let left = try await Tool.run("git", ["cat-file", "-e", commit], in: project.repository.folder)
    #expect(left.status != 0)
  }
}
