package import Calendars
package import Documents
package import Git

/// What a recording is of, so that it can be replayed without the command line that made it.
package struct CollectionManifest {
  package static let fileName = "collection.json"

  package let request: CollectionRequest

  /// Where the interface was.
  package let root: String
  package let collectedAt: Instant

  /// The commits that the local repository had, of those that were looked for.
  package let present: Set<ObjectID>

  /// How long the collection could take, in seconds: what was too late then is too late in a replay.
  package let timeLimit: Int

  package init(
    _ request: CollectionRequest, root: String, collectedAt: Instant, present: Set<ObjectID>, timeLimit: Int
  ) {
    self.request = request
    self.root = root
    self.collectedAt = collectedAt
    self.present = present
    self.timeLimit = timeLimit
  }

  /// Reads the file of a recording.
  package init(_ bytes: [UInt8]) throws(CollectionProblem) {
    let answer = try Answer(bytes, path: Self.fileName)
    guard try answer["version"].number == 1 else { throw answer["version"].wrong("a version that is understood") }
    let subject = try Self.subject(answer["subject"])
    guard var request = CollectionRequest(repository: try answer["repository"].text, subject) else {
      throw answer["repository"].wrong("owner/name")
    }
    request.parts = []
    for part in try answer["parts"].elements {
      if let part = CollectionRequest.Part(rawValue: try part.text) { request.parts.insert(part) }
    }
    request.teams = try Self.texts(answer["teams"])
    request.issueLabels = try Self.texts(answer["labels"])
    request.environments = try Self.texts(answer["environments"])
    request.ownRun = try answer["ownRun"].optionalText
    var present: Set<ObjectID> = []
    for commit in try answer["present"].elements { present.insert(try commit.commit) }
    self.init(
      request, root: try answer["api"].text, collectedAt: try answer["collectedAt"].instant, present: present,
      timeLimit: try answer["timeLimit"].number)
  }

  package var node: Node {
    [
      "version": 1, "api": .string(root), "repository": .string(request.repository),
      "collectedAt": .instant(collectedAt), "subject": subject,
      "parts": .array(request.parts.map(\.rawValue).sorted().map(Node.string)),
      "teams": .array(request.teams.map(Node.string)), "labels": .array(request.issueLabels.map(Node.string)),
      "environments": .array(request.environments.map(Node.string)),
      "ownRun": .text(request.ownRun), "present": .array(present.sorted().map(Node.commit)),
      "timeLimit": .number(Number(timeLimit)),
    ]
  }

  private var subject: Node {
    switch request.subject {
    case .pullRequest(let number): ["pullRequest": .number(Number(number))]
    case .mergeGroup(let base, let head, let headRef, let branch):
      ["base": .commit(base), "head": .commit(head), "headRef": .string(headRef), "branch": .string(branch)]
    case .commit(let commit): ["commit": .commit(commit)]
    }
  }

  private static func subject(_ answer: Answer) throws(CollectionProblem) -> CollectionRequest.Subject {
    if !answer["pullRequest"].isAbsent { return .pullRequest(try answer["pullRequest"].number) }
    if !answer["commit"].isAbsent { return .commit(try answer["commit"].commit) }
    return .mergeGroup(
      base: try answer["base"].commit, head: try answer["head"].commit, headRef: try answer["headRef"].text,
      branch: try answer["branch"].text)
  }

  private static func texts(_ answer: Answer) throws(CollectionProblem) -> [String] {
    var texts: [String] = []
    for element in try answer.elements { texts.append(try element.text) }
    return texts
  }
}
