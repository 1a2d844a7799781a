import Documents
import TestSupport
import Testing

/// Somebody who has left a role, and a branch that was cut while that person was in it.
@Suite(.validatingDocuments) struct FormerMemberTests {
  private static let with = ApprovalProject.roles.replacing(", teams: [acme/cab]", with: "")
  private static let without = with.replacing("[alice, carol]", with: "[carol]")
  private static let policy = [".signalbox/roles.yml": with]

  /// Alice approves, and leaves the role; main has that, and the branch does not.
  private static func withFormerMember(_ body: (ApprovalProject) async throws -> Void) async throws {
    try await withApprovalProject(policy: policy) { project in
      project.pull.label(by: "alice")
      try await project.judge().expect("pass")
      try await project.merge([".signalbox/roles.yml": without])
      try await body(project)
    }
  }

  @Test func `no longer approves, whatever the branch was cut from`() async throws {
    try await Self.withFormerMember { project in
      try await project.judge().expect("fail", "alice is not in the role cab", "who can give it: carol")
      project.pull.review(by: "carol")
      try await project.judge().expect("pass")
    }
  }

  @Test func `no longer approves after an update of the branch`() async throws {
    try await Self.withFormerMember { project in
      try await project.updateBranch(at: "12:00")
      try await project.judge().expect("fail", "alice is not in the role cab")
    }
  }

  @Test func `no longer approves in a run that is started again, with the merge of then`() async throws {
    try await withApprovalProject(policy: Self.policy) { project in
      project.pull.label(by: "alice")
      let merge = try await project.checkOutMerge()
      try await project.merge([".signalbox/roles.yml": Self.without])
      let evidence = EvidenceDocument([project.pull])
      for _ in 0..<2 {
        try await project.judge(evidence, base: "\(merge)^1", head: merge).expect(
          "fail", "alice is not in the role cab")
      }
    }
  }

  @Test func `brings herself back only with the owner of the policy`() async throws {
    try await Self.withFormerMember { project in
      try await project.updateBranch(at: "12:00")
      try await project.push([".signalbox/roles.yml": Self.with], at: "12:30")
      project.pull.review(by: "alice")
      let judgement = try await project.judge()
      judgement.expect("fail", "alice is not in the role cab", "alice is not in the role policy-owner")
    }
  }

  @Test func `an approval for another base is none`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      project.pull.baseBranch = "sandbox"
      try await project.judge().expect(
        "undecided", "the evidence is about #104 into sandbox, and checked is a change into")
    }
  }

  @Test func `an approval on top of a base that never had what is judged proves nothing`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      let base = try await project.repository.git("merge-base", "main", project.pull.head).text
      try await project.repository.git("checkout", "--quiet", "--orphan", "island")
      project.pull.base = try await project.repository.commit(["README.md": "1"])
      try await project.judge(EvidenceDocument([project.pull]), base: base, head: project.pull.head)
        .expect("undecided", "neither contains the other")
    }
  }
}
