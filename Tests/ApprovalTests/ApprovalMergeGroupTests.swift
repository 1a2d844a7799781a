import Documents
import TestSupport
import Testing

@Suite(.validatingDocuments) struct ApprovalMergeGroupTests {
  @Test func `a merge group passes when each of its pull requests is approved by itself`() async throws {
    try await withGroup { group in
      group.pulls[0].label(by: "alice")
      group.pulls[1].review(by: "carol")
      group.pulls[2].label(by: "ALICE")
      let judgement = try await group.judge()
      judgement.expect("pass")
      #expect(judgement.report["changes"]?.json() == "[101,102,103]")
    }
  }

  @Test(arguments: 0..<3) func `one that is not approved fails the whole group`(index: Int) async throws {
    try await withGroup { group in
      for other in 0..<3 where other != index { group.pulls[other].label(by: "alice") }
      try await group.judge().expect(
        "fail", "#\(101 + index) changes 1 file of platform/contracts without an approval from cab",
        "add the label schema-approved to #\(101 + index)")
    }
  }

  @Test func `what one of them may have is undecided, and what another has not is a failure`() async throws {
    try await withGroup { group in
      group.pulls[0].label(by: nil)
      group.pulls[1].label(by: "alice")
      group.pulls[2].label(by: "alice")
      try await group.judge().expect("undecided", "whether cab approves of #101")
      group.pulls[2].labels = []
      try await group.judge().expect("fail", "#103 changes 1 file")
    }
  }

  @Test func `the order in which the evidence lists them is of no account`() async throws {
    try await withGroup { group in
      for index in 0..<3 { group.pulls[index].label(by: "alice") }
      group.pulls.reverse()
      try await group.judge().expect("pass")
    }
  }

  @Test func `the author of one may approve another`() async throws {
    try await withGroup { group in
      group.pulls[0].author = "alice"
      group.pulls[0].label(by: "carol")
      group.pulls[1].label(by: "alice")
      group.pulls[2].label(by: "alice")
      try await group.judge().expect("pass")
    }
  }

  @Test func `one that changes nothing that is governed needs no approval`() async throws {
    try await withGroup([ApprovalProject.order, "README.md"]) { group in
      group.pulls[0].label(by: "alice")
      try await group.judge().expect("pass")
    }
  }

  @Test func `a group of one is a group`() async throws {
    try await withGroup([ApprovalProject.order]) { group in
      try await group.judge().expect("fail", "#101")
      group.pulls[0].label(by: "alice")
      try await group.judge().expect("pass")
    }
  }

  @Test func `a file that two of them touch was approved by nobody as it is`() async throws {
    let order = ApprovalProject.order
    try await withGroup([order, "\(order)#end"]) { group in
      for index in 0..<2 { group.pulls[index].label(by: "alice") }
      try await group.judge().expect(
        "fail", "the merge group makes of 1 file of platform/contracts what none of its pull requests was approved for",
        "platform/contracts/order.json: changed by #101 and #102", "merge these pull requests one after the other")
    }
  }

  @Test func `what the group has beyond its pull requests was approved by nobody`() async throws {
    try await withGroup([ApprovalProject.order]) { group in
      group.pulls[0].label(by: "alice")
      try await group.slip(into: ApprovalProject.invoice)
      try await group.judge().expect("fail", "platform/contracts/invoice.json: changed by nobody")
    }
  }

  @Test func `slices that do not lead from the base to the head prove nothing`() async throws {
    try await withGroup { group in
      for index in 0..<3 { group.pulls[index].label(by: "alice") }
      let all = group.pulls
      let words = "the pull requests of the evidence do not make up the merge group from \(group.base.prefix(10))"
      for missing in 0..<3 {
        group.pulls = all
        group.pulls.remove(at: missing)
        try await group.judge().expect("undecided", words)
      }
    }
  }

  // Where each is added the others still lead from the base to the head.
  @Test(arguments: ["empty at the end", "back to the middle", "beyond the head", "beside the group"])
  func `a slice that is one too many proves nothing`(kind: String) async throws {
    try await withGroup { group in
      for index in 0..<3 { group.pulls[index].label(by: "alice") }
      let (head, middle) = (group.head, group.pulls[1].group?.base ?? "")
      var further = group.pulls[0]
      further.number = 104
      further.group =
        switch kind {
        case "empty at the end": (head, head)
        case "back to the middle": (head, middle)
        case "beyond the head": (head, group.project.main)
        default: (String(repeating: "1", count: 40), String(repeating: "2", count: 40))
        }
      group.pulls.append(further)
      try await group.judge().expect("undecided", "merge group")
    }
  }

  @Test(arguments: [true, false])
  func `one without a slice, or with another's, proves nothing`(isMissing: Bool) async throws {
    try await withGroup { group in
      for index in 0..<3 { group.pulls[index].label(by: "alice") }
      group.pulls[1].group = isMissing ? nil : group.pulls[0].group
      try await group.judge().expect(
        "undecided", "the evidence does not tell which part of the merge group #102 is")
    }
  }
}

/// A merge group on main: pull requests of one commit each, merged one on top of the other.
private final class MergeGroupProject {
  let project: ApprovalProject
  let base: String
  private(set) var head: String
  var pulls: [PullRequestEvidence] = []

  /// Makes a pull request for each path, numbered from 101; `#end` behind a path edits another line of the file.
  init(_ project: ApprovalProject, paths: [String]) async throws {
    self.project = project
    let between = (1...8).map { "  \"\($0)\": true,\n" }.joined()
    func text(_ first: Int, _ last: Int) -> String {
      "{\n  \"a\": \(first),\n\(between)  \"z\": \(last)\n}\n"
    }
    let files = paths.map { String($0.prefix { $0 != "#" }) }
    base = try await project.merge(Dictionary(files.map { ($0, text(1, 1)) }) { $1 })
    head = base
    let repository = project.repository
    for (index, path) in paths.enumerated() {
      try await repository.git("checkout", "--quiet", "-b", "pull-\(index)", base)
      let edited = path.hasSuffix("#end") ? text(1, 2) : text(2, 1)
      let commit = try await repository.commit([files[index]: edited])
      try await repository.git("checkout", "--quiet", "--detach", head)
      try await repository.git("merge", "--quiet", "--no-ff", "-m", "Merge", commit)
      let merged = try await repository.id(of: "HEAD")
      var pull = PullRequestEvidence(base: base, head: commit)
      pull.number = 101 + index
      pull.group = (head, merged)
      pull.commit(commit)
      pull.push(commit, at: "10:00")
      pulls.append(pull)
      head = merged
    }
  }

  /// Adds an edit of a file to the last merge.
  func slip(into path: String) async throws {
    try await project.repository.write(path, ApprovalProject.contract("slipped in"))
    try await project.repository.git("add", "--all")
    try await project.repository.git("commit", "--quiet", "--amend", "--no-edit")
    head = try await project.repository.id(of: "HEAD")
    let last = pulls.count - 1
    pulls[last].group = pulls[last].group.map { ($0.base, head) }
  }

  func judge() async throws -> Judgement {
    try await project.judge(EvidenceDocument(pulls), base: base, head: head)
  }
}

private func withGroup(
  _ paths: [String] = [ApprovalProject.order, ApprovalProject.customer, ApprovalProject.invoice],
  _ body: (MergeGroupProject) async throws -> Void
) async throws {
  try await withApprovalProject { project in try await body(try await MergeGroupProject(project, paths: paths)) }
}
