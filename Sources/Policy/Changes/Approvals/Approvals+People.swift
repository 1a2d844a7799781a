internal import Findings
package import Git
internal import Policy

extension Approvals {
  /// Whether what the comparison changes under some paths is approved in several roles, by a person of its own each.
  ///
  /// - Returns: an answer for each requirement; where all are given and there are fewer people than roles, one that says so.
  package func answers(
    toEach requirements: [ApprovalRequirement], for paths: GovernedPaths, changed: [ChangedPath]
  ) -> [ApprovalAnswer] {
    let answers = requirements.map { answer(to: $0, for: paths, changed: changed) }
    let areGiven = answers.allSatisfy { answer in
      if case .given = answer { true } else { false }
    }
    guard requirements.count > 1, areGiven, let last = requirements.last else { return answers }
    for people in givers(for: requirements, paths) where !Self.canBeDistinct(people[...]) {
      let names = Set(people.flatMap(\.self).map(\.text)).sorted().joined(separator: ", ")
      let files = paths.files(changed.count { paths.contains($0.path) })
      return [
        .missing(
          ApprovalAnswer.Account(
            last, for: files,
            "\(requirements.map { "`\($0.role)`" }.joined(separator: " and ")) need a person each, and \(names) alone "
              + "has approved", help: "ask a second person for a review"))
      ]
    }
    return answers
  }

  /// Whether each role can have a person that no other role has.
  private static func canBeDistinct(_ people: ArraySlice<[Login]>) -> Bool {
    guard let first = people.first else { return true }
    return first.contains { person in
      canBeDistinct(people.dropFirst().map { $0.filter { $0 != person } }[...])
    }
  }
}

extension Change {
  /// Whether what changes under some paths is approved in several roles, by a person of its own each.
  package func approvals(_ requirements: [ApprovalRequirement], for paths: GovernedPaths) -> [ApprovalAnswer] {
    guard let judge = approvalJudge else { return requirements.map { approval($0, for: paths) } }
    return judge.answers(toEach: requirements, for: paths, changed: files)
  }
}
