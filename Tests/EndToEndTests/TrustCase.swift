import Documents
import SystemPackage
import TestSupport
import Testing
import WebServer

/// Something that happens to a pull request on GitHub, and what `contracts check` makes of what is collected of it.
struct TrustCase: Sendable, CustomTestStringConvertible {
  /// A verdict, and the reason that is told with it.
  enum Outcome: Sendable {
    case pass
    case fail(String)
    case undecided(String)

    var verdict: String {
      switch self {
      case .pass: "pass"
      case .fail: "fail"
      case .undecided: "undecided"
      }
    }

    var reason: String? {
      switch self {
      case .pass: nil
      case .fail(let reason), .undecided(let reason): reason
      }
    }
  }

  let testDescription: String
  let outcome: Outcome

  /// The policy of the base, by path.
  let policy: [String: String]
  let happen: @Sendable (TrustStory) async throws -> Void

  init(
    _ name: String, _ outcome: Outcome, policy: [String: String] = [:],
    _ happen: @escaping @Sendable (TrustStory) async throws -> Void
  ) {
    testDescription = name
    self.outcome = outcome
    self.policy = [".signalbox/roles.yml": ApprovalProject.roles].merging(policy) { $1 }
    self.happen = happen
  }

  /// Lets it happen, collects from a server on loopback, and judges with what was collected.
  func check(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await withApprovalProject(policy: policy) { project in
      let story = TrustStory(project)
      try await happen(story)
      let (judgement, collection) = try await project.judgeCollected(
        story.forge, subject: story.subject, arguments: story.collecting, further: story.judging, base: story.base,
        head: story.judged
      ) { pull in
        for change in story.changes { change(&pull) }
      }
      judgement.expect(outcome.verdict, sourceLocation: sourceLocation)
      let words = judgement.report.json()
      let isTold = words.contains(outcome.reason ?? "")
      #expect(isTold, "\(judgement.words)\n\(collection.unreadable)", sourceLocation: sourceLocation)
    }
  }
}

/// The pull request of an approval project while something happens to it, and its server.
///
/// Dana has pushed an edit of the contract `order.json` at 10:00; alice and carol are in the role, bob in its team.
final class TrustStory {
  let project: ApprovalProject
  let forge = Forge()

  /// What GitHub tells otherwise than the pull request of the project has it.
  private(set) var changes: [(inout ForgePullRequest) -> Void] = []

  /// What the evidence is collected of; the pull request where nothing is said.
  var subject: [String]?

  /// Further arguments of `evidence collect`, and of `contracts check`.
  var collecting: [String] = []
  var judging: [String] = []

  /// The commit that it is held against; the merge base with main where none is said.
  var base: String?

  /// The commit that is judged; the head of the pull request where none is said.
  var judged: String?

  init(_ project: ApprovalProject) {
    self.project = project
  }

  // MARK: What people do

  func label(by login: String?, at time: String = "11:00", name: String = "schema-approved") {
    project.pull.label(by: login, at: time, name: name)
  }

  func review(by login: String?, _ state: String = "approved", at time: String = "11:30") {
    project.pull.review(by: login, state, at: time)
  }

  /// Edits a contract that the pull request has edited already.
  func editContract(at time: String = "12:00") async throws {
    try await project.push([ApprovalProject.order: ApprovalProject.contract("with two discounts")], at: time)
  }

  func editReadme(at time: String = "12:00", committer: String = "dana") async throws {
    try await project.push(["README.md": "A better platform.\n"], at: time, committer: committer)
  }

  // MARK: What GitHub tells

  func change(_ change: @escaping (inout ForgePullRequest) -> Void) { changes.append(change) }

  func removeLabel(by login: String, at time: String) {
    change { $0.removeLabel("schema-approved", by: login, at: instant(time)) }
  }

  func addLabelAgain(by login: String, at time: String) {
    change { $0.label("schema-approved", by: login, at: instant(time)) }
  }

  func event(_ kind: String, by login: String, at time: String, _ further: [(String, Node)] = []) {
    change { $0.event(kind, by: login, at: instant(time), further) }
  }

  /// Dana's commit has a trailer that names somebody else; GitHub knows that one by a login, or not.
  func coAuthor(_ login: String?, address: String = "somebody@example.com") {
    let authors: Node = [
      ["email": "dana@example.com", "user": ["login": "dana"]],
      ["email": .string(address), "user": Forge.user(login)],
    ]
    forge.set("/graphql", ["data": ["repository": ["object": ["authors": ["totalCount": 2, "nodes": authors]]]]])
    change { pull in
      pull.commits = [
        [
          "sha": .string(pull.head), "author": Forge.user("dana"), "committer": Forge.user("dana"), "parents": [],
          "commit": ["message": .string("Change\n\nCo-Authored-By: Somebody <\(address)>\n")],
        ]
      ]
    }
  }

  /// Collects for the payload of an event, in place of a number.
  func receive(_ payload: Node) async throws {
    let file = project.repository.folder.removingLastComponent().appending("event.json")
    try await file.write(payload.jsonBytes())
    subject = ["--event", file.string]
  }
}
