import Documents
import TestSupport
import Testing

/// Evidence documents that are none.
@Suite(.validatingDocuments) struct ApprovalEvidenceTests {
  @Test(arguments: [
    ("", ["evidence.json:1:1"]),
    ("version: 1", ["evidence.json:1:1"]),
    ("{\"version\": 1,\n \"version\": 1}", ["evidence.json:2:2", "version"]),
    ("[]", ["evidence.json:1:1", "docs/evidence.schema.json describes the document"]),
    ("{}", ["evidence.json:1:1", "the document has no key \"version\", \"source\", \"changes\""]),
    (
      "{\"version\": 2}",
      ["evidence.json:1:13", "version is 2, expected 1"]
    ),
    ("{\"version\": \"1\"}", ["evidence.json:1:13", "version is \"1\", expected 1"]),
    (
      "{\"version\": 1,\n  \"source\": {\"kind\": \"manual\", \"repository\": \"a/b\",\n  \"collectedAt\": \"yesterday\"}}",
      [
        "evidence.json:3:18", "source.collectedAt is \"yesterday\"",
        "expected an instant of RFC 3339",
      ]
    ),
    (String(repeating: "[", count: 100_000), ["evidence.json:1:", "levels"]),
  ])
  func `a document that cannot be read is undecided at its place`(text: String, words: [String]) async throws {
    try await withApprovalProject { project in
      let evidence = try await project.write(Array(text.utf8))
      let judgement = try await Judgement(
        ["--stage", "merge", "--base", "main", "--evidence", evidence], in: project.repository)
      judgement.expect("undecided", words)
      #expect(Set(judgement.rules("undecided")) == ["contracts/setup-error"])
    }
  }

  /// A value of the wrong type for each pointer, and what is said of it.
  @Test(arguments: [
    ("changes", "{}", "changes is an empty mapping, expected a list of mappings"),
    ("changes/0/number", "\"104\"", "changes[0].number is \"104\", expected a whole number from 1"),
    ("changes/0/author", "7", "changes[0].author is 7, expected a text that is not empty or null"),
    ("changes/0/head/sha", "\"main\"", "changes[0].head.sha is \"main\", expected a commit as 40 hexadecimal digits"),
    (
      "changes/0/heads/0/pushedAt", "\"2026-11-17\"",
      "changes[0].heads[0].pushedAt is \"2026-11-17\", expected an instant of RFC 3339"
    ),
    ("changes/0/commits/0/authors", "\"dana\"", "changes[0].commits[0].authors is \"dana\", expected a list"),
    ("changes/0/labels", "null", "changes[0].labels is null, expected a list of mappings"),
    ("changes/0/labels/0/name", "[]", "changes[0].labels[0].name is an empty list, expected a text"),
    (
      "changes/0/reviews/0/state", "\"APPROVED\"",
      "changes[0].reviews[0].state is \"APPROVED\", "
        + "expected approved, changes_requested, commented, dismissed or pending"
    ),
    ("teams", "[]", "teams is an empty list, expected a mapping"),
    ("teams/acme~1cab", "[]", "teams.acme/cab is an empty list, expected a mapping"),
    ("teams/acme~1cab/members/0", "1", "teams.acme/cab.members[0] is 1, expected a text"),
    (
      "governedChanges/0123456789012345678901234567890123456789/0/path", "1",
      "governedChanges.0123456789012345678901234567890123456789[0].path is 1, expected a text"
    ),
  ])
  func `a value of the wrong type is named by the way to it`(pointer: String, value: String, expected: String)
    async throws
  {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      project.pull.review(by: "carol")
      var evidence = EvidenceDocument([project.pull])
      evidence.teams = [("acme/cab", ["members": ["tina"]])]
      let delta = EvidenceDocument.delta(ApprovalProject.order, from: nil, to: nil)
      evidence.governedChanges = [("0123456789012345678901234567890123456789", [delta])]
      let replacement = try Document.json(SourceText(value)).root
      let tokens = pointer.split(separator: "/").map { String($0.replacing("~1", with: "/")) }
      let file = try await project.write(
        replacing(tokens[...], of: evidence.node, with: replacement).jsonBytes(pretty: true))
      let judgement = try await Judgement(
        ["--stage", "merge", "--base", "main", "--evidence", file], in: project.repository)
      judgement.expect("undecided", expected, "evidence.json:")
    }
  }

  @Test func `keys that nobody knows are passed over`() async throws {
    try await withApprovalProject { project in
      project.pull.label(by: "alice")
      let node = EvidenceDocument([project.pull]).node
      let further = Node.object([("colour", "red")] + (node.object.map { $0.map { ($0.key, $0.value) } } ?? []))
      let evidence = try await project.write(further.jsonBytes(pretty: false))
      try await Judgement(["--stage", "merge", "--base", "main", "--evidence", evidence], in: project.repository)
        .expect("pass")
    }
  }

  /// The value with another one where a pointer leads.
  private func replacing(_ tokens: ArraySlice<String>, of node: Node, with value: Node) -> Node {
    guard let token = tokens.first else { return value }
    if let object = node.object {
      return .object(
        object.map { ($0.key, $0.key == token ? replacing(tokens.dropFirst(), of: $0.value, with: value) : $0.value) })
    }
    guard let array = node.array else { return node }
    return .array(
      array.enumerated().map { index, element in
        String(index) == token ? replacing(tokens.dropFirst(), of: element, with: value) : element
      })
  }
}
