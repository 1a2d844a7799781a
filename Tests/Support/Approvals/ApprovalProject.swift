internal import Documents
internal import SystemPackage

/// A repository with roles and contracts on main, and a pull request of dana's from the branch `orders`.
///
/// The role `cab` is alice, carol and the team `acme/cab`; the policy's owner is olive. At 10:00 dana has pushed one
/// commit, which edits the contract `order.json`.
package final class ApprovalProject {
  package static let order = "platform/contracts/order.json"
  package static let customer = "platform/contracts/customer.json"
  package static let invoice = "platform/contracts/invoice.json"

  package static let roles = """
    roles:
      cab: { users: [alice, carol], teams: [acme/cab] }
      policy-owner: { users: [olive] }

    """

  /// Judges by the arguments of `contracts check`: in this process, or by the executable.
  package typealias Judge = @Sendable ([String], ScratchRepository) async throws -> Judgement

  package let repository: ScratchRepository
  package private(set) var main: String
  package var pull: PullRequestEvidence
  private let judge: Judge

  fileprivate init(_ repository: ScratchRepository, policy: [String: String], judge: @escaping Judge) async throws {
    self.repository = repository
    self.judge = judge
    var files = policy
    for contract in [Self.order, Self.customer, Self.invoice] { files[contract] = Self.contract("as it was") }
    files["README.md"] = "A platform.\n"
    main = try await repository.commit(files, "Begin")
    try await repository.git("checkout", "--quiet", "-b", "orders")
    pull = PullRequestEvidence(base: main, head: main)
    try await push([Self.order: Self.contract("with a discount")], at: "10:00")
  }

  /// A contract that no rule objects to.
  package static func contract(_ title: String) -> String {
    "{ \"title\": \"\(title)\", \"description\": \"A contract.\", \"type\": \"object\" }\n"
  }

  /// Commits files on the branch and pushes it, by dana at a time of the day.
  @discardableResult
  package func push(
    _ files: [String: String], at time: String, by pusher: String? = "dana", authors: [String?] = ["dana"],
    committer: String? = "dana"
  ) async throws -> String {
    let commit = try await repository.commit(files)
    pull.commit(commit, authors: authors, committer: committer)
    pull.push(commit, at: time, by: pusher)
    return commit
  }

  /// Somebody else's change is merged into main; the branch stays checked out.
  @discardableResult
  package func merge(_ files: [String: String]) async throws -> String {
    try await repository.git("checkout", "--quiet", "main")
    main = try await repository.commit(files, "Somebody else's change")
    pull.base = main
    try await repository.git("checkout", "--quiet", "orders")
    return main
  }

  /// The button "update branch": merges main into the branch and pushes it.
  @discardableResult
  package func updateBranch(
    at time: String, by pusher: String? = "dana", committer: String? = "web-flow", _ options: String...
  ) async throws -> String {
    try await repository.git(["merge", "--quiet", "--no-ff", "-m", "Merge main"] + options + ["main"], input: [])
    let commit = try await repository.id(of: "HEAD")
    pull.commit(commit, committer: committer)
    pull.push(commit, at: time, by: pusher)
    return commit
  }

  /// Checks out what merging the pull request gives, as a workflow does, and returns it.
  package func checkOutMerge() async throws -> String {
    try await repository.git("checkout", "--quiet", "--detach", "main")
    try await repository.git("merge", "--quiet", "--no-ff", "-m", "Merge pull request", "orders")
    return try await repository.id(of: "HEAD")
  }

  /// Judges the head of the pull request since it left main, at the merge, by its evidence.
  package func judge(_ further: String...) async throws -> Judgement {
    try await judge(EvidenceDocument([pull]), further)
  }

  /// Judges the head of the pull request since it left main, at the merge, by a document.
  package func judge(_ evidence: EvidenceDocument, _ further: [String] = []) async throws -> Judgement {
    let base = try await repository.git("merge-base", "main", pull.head).text
    return try await judge(evidence, base: base, head: pull.head, further)
  }

  /// Judges two commits by a document.
  package func judge(
    _ evidence: EvidenceDocument, base: String, head: String, _ further: [String] = []
  ) async throws -> Judgement {
    let file = try await write(evidence)
    let arguments = ["--stage", "merge", "--base", base, "--head", head, "--evidence", file]
    return try await judge(arguments + further, repository)
  }

  /// Writes a document beside the repository and returns its path.
  package func write(_ evidence: EvidenceDocument) async throws -> String {
    let bytes = evidence.node.jsonBytes(pretty: false)
    if evidence.version == 1 { DocumentValidation.documents?.add(bytes, schema: "evidence") }
    return try await write(bytes)
  }

  /// Writes what may be no document beside the repository and returns its path.
  package func write(_ evidence: [UInt8]) async throws -> String {
    let file = repository.folder.removingLastComponent().appending("evidence.json")
    try await file.write(evidence)
    return file.string
  }
}

/// Makes a project whose base has these policy files, lends it, and removes it afterwards.
package func withApprovalProject(
  policy: [String: String], judge: @escaping ApprovalProject.Judge, _ body: (ApprovalProject) async throws -> Void
) async throws {
  try await withScratchRepository { repository in
    try await body(try await ApprovalProject(repository, policy: policy, judge: judge))
  }
}
