package import ArgumentParser
package import Changes
internal import Policy

/// `<check> explain RULE`: the page of a rule, with its examples and what the tool says about them.
package struct ExplainCommand<S: CheckSuite>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "explain",
      abstract: "Explain a rule: reason, fix, examples.",
      discussion: """
        EXAMPLES:
          \(S.name) explain \(S.checks.first?.firstRuleID ?? "")
        """)
  }

  @Argument(
    help: "The id of the rule; the part before the slash may be left out.",
    // Asked for when somebody completes: to know all rules takes time that every other command would lose.
    completion: .custom { _, _, _ in S.allMetadata.map(\.id) })
  var rule: String

  @OptionGroup var color: ColorOptions

  package init() {}

  package func run() async throws {
    let known = S.allMetadata.map(\.id)
    let named = rule.contains("/") ? [rule] : S.checks.map { "\($0.rulePrefix)/\(rule)" }
    let ids = named.filter(known.contains)
    guard ids.count <= 1 else {
      throw ValidationError("Several rules bear the name '\(rule)': \(ids.joined(separator: ", "))")
    }
    if ids.isEmpty, let correction = named.lazy.compactMap({ RenamedRules.correction(of: $0) }).first {
      throw ValidationError(correction.message)
    }
    guard let id = ids.first, let page = try await S.page(ofRule: id) else {
      throw ValidationError("There is no rule '\(rule)': \(Suggestion.help(for: named.first ?? rule, among: known))")
    }
    let style = Surroundings.ofThisProcess().style(color.choice)
    try Files.writeToOutput(Array(page.text(style: style).utf8))
  }
}

extension Check {
  /// The id of the check's own first rule.
  fileprivate static var firstRuleID: String? { rules.first.map { $0.metadata.id } }
}
