package import Documents

/// An evidence document as a test wants it (`docs/evidence.schema.json`).
///
/// A list that is `nil` is left out, as if it had not been collected.
package struct EvidenceDocument {
  package var version: Node = 1
  package var collectedAt = instant("18:00")
  package var serverTime: String?
  package var changes: [PullRequestEvidence]
  package var teams: [(String, Node)]?
  package var governedChanges: [(String, Node)]?
  package var permissions: [(String, Node)]?
  package var repository = "acme/platform"

  package init(_ changes: [PullRequestEvidence]) {
    self.changes = changes
  }

  package var node: Node {
    var source: [(String, Node)] = [
      ("kind", "manual"), ("repository", .string(repository)), ("collectedAt", .string(collectedAt)),
    ]
    if let serverTime { source.append(("serverTime", .string(serverTime))) }
    var members: [(String, Node)] = [
      ("version", version), ("source", .object(source)), ("changes", .array(changes.map(\.node))),
    ]
    if let teams { members.append(("teams", .object(teams))) }
    if let governedChanges { members.append(("governedChanges", .object(governedChanges))) }
    if let permissions { members.append(("permissions", .object(permissions))) }
    return .object(members)
  }

  /// A path that a commit changes since it left the base branch, as a forge tells it.
  package static func delta(_ path: String, from old: String?, to new: String?) -> Node {
    ["path": .string(path), "old": .orNull(old), "new": .orNull(new)]
  }
}

/// What the evidence tells of one pull request.
///
/// People are named by their logins, `nil` for one without.
package struct PullRequestEvidence {
  package var number = 104
  package var author: String? = "dana"
  package var base: String
  package var baseBranch = "main"
  package var head: String
  package var group: (base: String, head: String)?
  /// What is told of the head beside its branch and its commit.
  package var furtherOfHead: [(String, Node)] = []
  package var heads: [Node]? = []
  package var commits: [Node]? = []
  package var labels: [Node]? = []
  package var reviews: [Node]? = []

  package init(base: String, head: String) {
    self.base = base
    self.head = head
  }

  package var node: Node {
    var members: [(String, Node)] = [
      ("number", .number(Number(number))), ("author", .orNull(author)),
      ("base", ["ref": .string(baseBranch), "sha": .string(base)]),
      ("head", .object([("ref", "orders"), ("sha", .string(head))] + furtherOfHead)),
    ]
    if let group { members.append(("group", ["base": .string(group.base), "head": .string(group.head)])) }
    for (key, list) in [("heads", heads), ("commits", commits), ("labels", labels), ("reviews", reviews)] {
      if let list { members.append((key, .array(list))) }
    }
    return .object(members)
  }

  /// Makes a commit the head of the pull request at a time of the day.
  package mutating func push(_ commit: String, at time: String, by login: String? = "dana") {
    head = commit
    heads?.append(["sha": .string(commit), "pushedAt": .string(instant(time)), "by": .orNull(login)])
  }

  package mutating func commit(_ commit: String, authors: [String?] = ["dana"], committer: String? = "dana") {
    commits?.append([
      "sha": .string(commit), "authors": .array(authors.map(Node.orNull)), "committer": .orNull(committer),
    ])
  }

  /// A label of that name, the required one where none is given.
  package mutating func label(by login: String?, at time: String = "11:00", name: String = "schema-approved") {
    labels?.append(["name": .string(name), "by": .orNull(login), "at": .string(instant(time))])
  }

  /// Adds a review of a commit; of the head where none is named.
  package mutating func review(
    by login: String?, _ state: String = "approved", of commit: String? = nil, at time: String = "11:30"
  ) {
    reviews?.append([
      "by": .orNull(login), "state": .string(state), "commit": .string(commit ?? head), "at": .string(instant(time)),
    ])
  }
}

/// A time of the day on which all tests of approvals take place, in UTC: `11:30` or `11:30:59`.
package func instant(_ time: String) -> String {
  "2026-11-17T\(time)\(time.count == 5 ? ":00" : "")Z"
}

extension Node {
  package static func orNull(_ text: String?) -> Node { text.map(Node.string) ?? .null }
}
