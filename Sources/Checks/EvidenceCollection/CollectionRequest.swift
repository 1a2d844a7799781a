package import Changes
package import Git

/// What is collected, and of which repository.
package struct CollectionRequest: Sendable {
  /// What evidence is wanted about.
  package enum Subject: Sendable, Equatable {
    case pullRequest(Int)

    /// A merge group on a branch, by its full name; `head` names only the last of its pull requests.
    case mergeGroup(base: ObjectID, head: ObjectID, headRef: String, branch: String)

    /// A commit that is on its branch already.
    case commit(ObjectID)
  }

  /// A part of the document that can be left out, since each costs requests.
  package enum Part: String, Sendable, CaseIterable {
    case comments
    case checks
    case deployments
    case artifacts
    case issues
    case landed
    case requiredChecks = "required-checks"
    case permissions
    case teams
  }

  /// The owner and the name of the repository.
  package let owner: String
  package let name: String
  package let subject: Subject
  package var parts: Set<Part> = Set(Part.allCases)

  /// Teams to ask for beside those of the repository's roles, as `organisation/team`.
  package var teams: [String] = []

  /// Issues with one of these labels are collected.
  package var issueLabels = ["incident", "blocker", "freeze"]

  /// The environments whose deployments are collected; those of the policy where none is named.
  package var environments: [String] = []

  /// The label of hotfixes, in lower case.
  package var hotfixLabel = "hotfix"

  /// The number of the workflow run that collects, whose own deployment is left out.
  package var ownRun: String?

  /// Makes a request for a repository that is named `owner/name`; `nil` for any other name.
  package init?(repository: String, _ subject: Subject) {
    let names = repository.split(separator: "/", omittingEmptySubsequences: false)
    guard names.count == 2, names.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isNameByte) }),
      !names.contains("."), !names.contains("..")
    else { return nil }
    owner = String(names[0])
    name = String(names[1])
    self.subject = subject
  }

  var repository: String { "\(owner)/\(name)" }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D, 0x2E, 0x5F, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}

extension CollectionRequest.Subject {
  /// The commit that is on its branch already; `nil` where that is still to be.
  var merged: ObjectID? {
    if case .commit(let commit) = self { commit } else { nil }
  }

  /// What an event is about; `nil` where it is about no commit and no pull request.
  ///
  /// Only that is taken from the payload: whoever runs a workflow again gets the payload of the first run.
  package init?(_ event: GitHubEvent) {
    switch event.kind {
    case .pullRequest(let head, _): self = .pullRequest(head.number)
    case .mergeGroup(let base, let head, let headRef, let branch):
      self = .mergeGroup(base: base, head: head, headRef: headRef, branch: branch)
    case .push(_, _, let after):
      guard let after else { return nil }
      self = .commit(after)
    case .workflowRun:
      guard let commit = event.commit else { return nil }
      self = .commit(commit)
    }
  }
}
