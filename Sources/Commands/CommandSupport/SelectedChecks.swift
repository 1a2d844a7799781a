internal import ArgumentParser
internal import Changes
internal import Policy

/// Which checks of a suite are asked; an executable of a single check does not show the option.
struct SelectedChecks<S: CheckSuite>: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run some checks only: \(S.checks.map { $0.name }.joined(separator: ", ")).", valueName: "check,…",
      visibility: S.checks.count > 1 ? .default : .private))
  var only: String?

  init() {}

  func validate() throws {
    _ = try checks
  }

  /// Whether the suite has other checks than this one, and no check was named: then those without a policy keep silent.
  var asksAdoptedOnly: Bool { only == nil && S.checks.count > 1 }

  /// The checks, in the order of the suite, however they were named.
  var checks: [any Check.Type] {
    get throws {
      guard let only else { return S.checks }
      let known = S.checks.map { $0.name }
      let named = only.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
      for name in named where !known.contains(name) {
        throw ValidationError("There is no check '\(name)': \(Suggestion.help(for: name, among: known))")
      }
      guard !named.isEmpty else { throw ValidationError("--only names no check") }
      return S.checks.filter { named.contains($0.name) }
    }
  }
}
