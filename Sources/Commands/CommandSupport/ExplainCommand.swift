package import ArgumentParser
package import Changes
internal import Policy

/// `<check> explain RULE`: the page of a rule, with its examples and what the tool says about them.
package struct ExplainCommand<C: Check>: AsyncParsableCommand {
  package static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "explain",
      abstract: "Say what a rule asks, why, and what to do.",
      discussion: """
        EXAMPLES:
          \(C.name) explain \(C.allMetadata.first?.id ?? "")
        """)
  }

  @Argument(
    help: "The id of the rule; what stands before the slash may be left out.",
    completion: .list(C.allMetadata.map(\.id)))
  var rule: String

  @Flag(help: "No colours, even on a terminal. NO_COLOR does the same.")
  var noColor = false

  package init() {}

  package func run() async throws {
    let id = rule.contains("/") ? rule : "\(C.rulePrefix)/\(rule)"
    guard let page = try await C.page(ofRule: id) else {
      let known = C.allMetadata.map(\.id)
      throw ValidationError("There is no rule '\(rule)': \(Suggestion.help(for: id, among: known))")
    }
    let style = Surroundings.ofThisProcess().style(noColor: noColor)
    try Files.writeToOutput(Array(page.text(style: style).utf8))
  }
}
