import Documents

/// An evidence document as a test wants it (`docs/evidence.schema.json`).
///
/// A list that is `nil` is left out, as if it had not been collected.
struct EvidenceDocument {
  var version: Node = 1
  var collectedAt = instant("18:00")
  var serverTime: String?
  var changes: [PullRequestEvidence]
  var teams: [(String, Node)]?
  var governedChanges: [(String, Node)]?

  init(_ changes: [PullRequestEvidence]) {
    self.changes = changes
  }

  var node: Node {
    var source: [(String, Node)] = [
      ("kind", "manual"), ("repository", "acme/platform"), ("collectedAt", .string(collectedAt)),
    ]
    if let serverTime { source.append(("serverTime", .string(serverTime))) }
    var members: [(String, Node)] = [
      ("version", version), ("source", .object(source)), ("changes", .array(changes.map(\.node))),
    ]
    if let teams { members.append(("teams", .object(teams))) }
    if let governedChanges { members.append(("governedChanges", .object(governedChanges))) }
    return .object(members)
  }

  /// A path that a commit changes since it left the base branch, as a forge tells it.
  static func delta(_ path: String, from old: String?, to new: String?) -> Node {
    ["path": .string(path), "old": .orNull(old), "new": .orNull(new)]
  }
}

/// What the evidence tells of one pull request.
///
/// People are named by their logins, `nil` for one without.
struct PullRequestEvidence {
  var number = 104
  var author: String? = "dana"
  var base: String
  var baseBranch = "main"
  var head: String
  var group: (base: String, head: String)?
  var heads: [Node]? = []
  var commits: [Node]? = []
  var labels: [Node]? = []
  var reviews: [Node]? = []

  init(base: String, head: String) {
    self.base = base
    self.head = head
  }

  var node: Node {
    var members: [(String, Node)] = [
      ("number", .number(Number(number))), ("author", .orNull(author)),
      ("base", ["ref": .string(baseBranch), "sha": .string(base)]), ("head", ["ref": "orders", "sha": .string(head)]),
    ]
    if let group { members.append(("group", ["base": .string(group.base), "head": .string(group.head)])) }
    for (key, list) in [("heads", heads), ("commits", commits), ("labels", labels), ("reviews", reviews)] {
      if let list { members.append((key, .array(list))) }
    }
    return .object(members)
  }

  /// Makes a commit the head of the pull request at a time of the day.
  mutating func push(_ commit: String, at time: String) {
    head = commit
    heads?.append(["sha": .string(commit), "pushedAt": .string(instant(time)), "by": "dana"])
  }

  mutating func commit(_ commit: String, authors: [String?] = ["dana"], committer: String? = "dana") {
    commits?.append([
      "sha": .string(commit), "authors": .array(authors.map(Node.orNull)), "committer": .orNull(committer),
    ])
  }

  /// A label of that name, the required one where none is given.
  mutating func label(by login: String?, at time: String = "11:00", name: String = "schema-approved") {
    labels?.append(["name": .string(name), "by": .orNull(login), "at": .string(instant(time))])
  }

  /// Adds a review of a commit; of the head where none is named.
  mutating func review(
    by login: String?, _ state: String = "approved", of commit: String? = nil, at time: String = "11:30"
  ) {
    reviews?.append([
      "by": .orNull(login), "state": .string(state), "commit": .string(commit ?? head), "at": .string(instant(time)),
    ])
  }
}

/// A time of the day on which all tests of approvals take place, in UTC: `11:30` or `11:30:59`.
func instant(_ time: String) -> String {
  "2026-11-17T\(time)\(time.count == 5 ? ":00" : "")Z"
}

extension Node {
  static func orNull(_ text: String?) -> Node { text.map(Node.string) ?? .null }
}
