internal import Changes
internal import CommandSupport

extension Patient {
  /// Whether nobody changes the policy or the workflows without a review by somebody who answers for them.
  func owners() throws(FileProblem) -> Examination {
    var examination = Examination("code owners")
    for place in CodeOwners.places {
      guard let bytes = try Files.contents(ofAny: "\(top)/\(place)", limit: CodeOwners.sizeLimit) else { continue }
      let owners = CodeOwners(String(decoding: bytes, as: UTF8.self))
      for folder in ["/\(PolicyFolder.name)/", "/.github/workflows/"] {
        examination.add(
          well: "\(folder) has owners in \(place)",
          unless: owners.hasOwner(ofFolder: folder)
            ? [] : [Diagnosis(.ill, "\(folder) has no owner in \(place)", help: "add a line: \(folder) @org/team")])
      }
      examination.add(
        well: "\(place) has owners itself",
        unless: owners.hasOwner(of: place)
          ? []
          : [Diagnosis(.ill, "\(place) has no owner, so any collaborator can change it", help: "/\(place) @org/team")])
      return examination
    }
    examination.add(
      .ill, "there is no CODEOWNERS, so a change of the workflows needs no review by a code owner",
      help: "signalbox init writes one; then require reviews of code owners on the default branch")
    return examination
  }

  /// Whether the forge requires the checks, from the app that really reports them.
  func forge() -> Examination {
    var examination = Examination("required checks")
    guard let required = evidence?.requiredChecks else {
      let why = evidence?.unreadable.first { $0.what == "requiredChecks" }?.why
      examination.add(
        .unknown, "could not check what GitHub requires" + (why.map { " (\($0))" } ?? ""),
        help:
          "evidence collect --repository-slug OWNER/NAME --commit $(git rev-parse HEAD) --part required-checks "
          + "--output evidence.json, and give it with --evidence")
      return examination
    }
    for check in adopted {
      let same = required.filter { $0.name == check.requiredName }
      examination.add(well: "\(check.requiredName) is required from \(Self.app)", unless: problems(of: check, same))
    }
    if required.contains(where: { $0.mergeQueue == true }) {
      examination.add(.well, "there is a merge queue; each caller has to run for merge_group")
    }
    return examination
  }

  /// The app that workflows report as.
  private static let app = "github-actions"

  private func problems(of check: any Check.Type, _ required: [Evidence.RequiredCheck]) -> [Diagnosis] {
    let name = check.requiredName
    guard !required.isEmpty else {
      return [
        Diagnosis(
          .ill, "\(name) is not required, so a change is merged whatever it says",
          help: "require the check \(name) on the default branch, from the app GitHub Actions")
      ]
    }
    guard !required.contains(where: { $0.app == Self.app || $0.app == "#15368" }) else { return [] }
    let from = required.first?.app.map { "from \($0)" } ?? "from any app"
    return [
      Diagnosis(
        .ill, "\(name) is required \(from), so others can report it",
        help: "let the rule expect the check \(name) from the app GitHub Actions")
    ]
  }
}
