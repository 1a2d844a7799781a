package import ArgumentParser
package import Findings

/// When a text is coloured.
package enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto
  case always
  case never
}

/// The options that say whether a text is coloured.
package struct ColorOptions: ParsableArguments {
  @Option(help: "When to use colors: auto (a terminal that has them), always or never.")
  package var color: ColorChoice = .auto

  @Flag(help: "The same as --color never; NO_COLOR does the same.")
  package var noColor = false

  package init() {}

  package func validate() throws {
    if noColor, color == .always { throw ValidationError("--no-color and --color always exclude each other") }
  }

  /// What was chosen, by either of the two.
  package var choice: ColorChoice { noColor ? .never : color }
}

/// The options that say how much of a report is shown.
package struct ViewOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Show what blocks, and nothing else.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Also show why each rule exists, and what the baseline accepts.")
  var verbose = false

  @Option(help: ArgumentHelp("Leave out findings that weigh less; errors are always shown.", valueName: "severity"))
  var minSeverity: Severity = .note

  @Flag(help: "Count the findings of each rule.")
  var statistics = false

  @OptionGroup var color: ColorOptions

  package init() {}

  package func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
  }

  /// The reports without what weighs less than was asked for.
  func shown(_ reports: [Report]) -> [Report] { reports.map { $0.showing(minSeverity) } }

  /// How a text is shown at the place that standard output leads to.
  func view(_ surroundings: Surroundings, isPush: Bool = false) -> ReportView {
    let style = style(surroundings)
    return ReportView(
      detail: quiet ? .quiet : verbose ? .verbose : .normal, showsStatistics: statistics,
      columns: surroundings.outputColumns, links: style == .colour ? surroundings.links : nil, isPush: isPush,
      source: surroundings.sourceAddress)
  }

  func style(_ surroundings: Surroundings) -> TextStyle { surroundings.style(color.choice) }
}

extension Severity: ExpressibleByArgument {}
