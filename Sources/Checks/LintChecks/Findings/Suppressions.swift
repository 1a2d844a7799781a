internal import Documents

/// The comments of a file that tell a linter to be silent.
struct Suppressions {
  private var directives: [Directive] = []

  private struct Directive {
    /// The rules that it names; none stands for all.
    let rules: [String]
    let hasReason: Bool

    /// The lines that it is about, from 1.
    var lines: ClosedRange<Int>
  }

  /// The word that every such comment has.
  static func marker(of format: LintFormat) -> [String] {
    switch format {
    // A comment can also set rules: `/* eslint no-var: "off" */`.
    case .eslint: ["eslint-disable", "eslint "]
    case .rubocop: ["rubocop:disable", "rubocop:todo"]
    }
  }

  /// Cops that are about such comments.
  static let cops: Set<String> = [
    "Lint/MissingCopEnableDirective", "Lint/RedundantCopDisableDirective", "Lint/RedundantCopEnableDirective",
    "Style/DisableCopsWithinSourceCodeDirective", "Style/DoubleCopDisableDirective",
  ]

  /// Whether a text may have such a comment.
  static func mayBe(in source: SourceText, of format: LintFormat) -> Bool {
    let text = String(decoding: source.bytes, as: UTF8.self)
    switch format {
    case .eslint:
      return text.contains("eslint-disable")
        || text.split(separator: "/*", omittingEmptySubsequences: false).dropFirst().contains(where: setsRules)
    case .rubocop: return marker(of: format).contains { text.contains($0) }
    }
  }

  /// Whether the text behind `/*` begins with `eslint` as a word.
  private static func setsRules(_ comment: Substring) -> Bool {
    let words = comment.drop { $0.isWhitespace || $0 == "*" }
    return words.hasPrefix("eslint") && words.dropFirst("eslint".count).first?.isWhitespace == true
  }

  init(_ source: SourceText, of format: LintFormat) {
    let lines = LinterLines(source, countedBy: format)
    var number = 1
    while lines.has(number) {
      let text = lines.text(of: number)
      switch format {
      case .rubocop: takeRuboCop(text, at: number)
      case .eslint: number = takeESLint(text, at: number, in: lines)
      }
      number += 1
    }
  }

  private static let end = Int.max

  private mutating func takeRuboCop(_ text: String, at number: Int) {
    if let range = text.firstRange(of: "rubocop:enable") {
      close(Self.words(text[range.upperBound...]).rules, at: number)
    }
    for marker in Self.marker(of: .rubocop) {
      guard let range = text.firstRange(of: marker) else { continue }
      let (rules, hasReason) = Self.words(text[range.upperBound...])
      // Behind code it is about its line, and alone about all that follow.
      let isAlone = text.hasPrefix("#")
      directives.append(
        Directive(rules: rules, hasReason: hasReason, lines: number...(isAlone ? Self.end : number)))
      return
    }
  }

  /// Takes the comment that begins on a line; of one that goes on, the last line.
  private mutating func takeESLint(_ text: String, at number: Int, in lines: LinterLines) -> Int {
    var (last, rest) = (number, Substring(text))
    if let open = text.firstRange(of: "/*"), text[open.upperBound...].firstRange(of: "*/") == nil,
      Self.setsRules(text[open.upperBound...] + " ") || text[open.upperBound...].contains("eslint-disable")
    {
      var whole = text
      while lines.has(last + 1), whole.firstRange(of: "*/") == nil, last - number < 100 {
        last += 1
        whole += " " + lines.text(of: last)
      }
      rest = Substring(whole)
    }
    if let range = rest.firstRange(of: "eslint-enable") {
      close(Self.words(rest[range.upperBound...]).rules, at: number)
    }
    if let range = rest.firstRange(of: "eslint-disable") {
      rest = rest[range.upperBound...]
      var about = number...Self.end
      if rest.hasPrefix("-next-line") {
        (rest, about) = (rest.dropFirst("-next-line".count), last + 1...last + 1)
      } else if rest.hasPrefix("-line") {
        (rest, about) = (rest.dropFirst("-line".count), number...number)
      }
      let (rules, hasReason) = Self.words(rest)
      directives.append(Directive(rules: rules, hasReason: hasReason, lines: about))
    } else if let open = rest.firstRange(of: "/*"), Self.setsRules(rest[open.upperBound...]),
      let name = rest[open.upperBound...].firstRange(of: "eslint")
    {
      let (words, hasReason) = Self.words(rest[name.upperBound...])
      // `no-var: "off", eqeqeq: 0`; the names have a colon behind them, or in quotes.
      let rules = words.filter { $0.contains(":") || $0.contains("-") }.map { word in
        String(word.prefix { $0 != ":" }.filter { !"\"'[]{}".contains($0) })
      }
      if !rules.isEmpty { directives.append(Directive(rules: rules, hasReason: hasReason, lines: 1...Self.end)) }
    }
    return last
  }

  /// The rules that a comment names, and whether there is a reason behind them.
  private static func words(_ comment: Substring) -> (rules: [String], hasReason: Bool) {
    var rest = comment
    if let end = rest.firstRange(of: "*/") { rest = rest[..<end.lowerBound] }
    var reason: Substring = ""
    if let dashes = rest.firstRange(of: "--") {
      reason = rest[dashes.upperBound...].drop { $0 == "-" }
      rest = rest[..<dashes.lowerBound]
    }
    let rules = rest.split { $0 == "," || $0.isWhitespace }.map(String.init).filter { $0 != "all" }
    return (rules, reason.contains { !$0.isWhitespace })
  }

  /// Ends what is open and names the same rules; without names all of it.
  private mutating func close(_ rules: [String], at number: Int) {
    for index in directives.indices where directives[index].lines.upperBound == Self.end {
      let own = directives[index]
      guard rules.isEmpty || own.rules == rules, own.lines.lowerBound <= number else { continue }
      directives[index].lines = own.lines.lowerBound...max(own.lines.lowerBound, number)
    }
  }

  /// Whether a comment can have silenced a rule: one that names it, its department, or none.
  func cover(_ rule: String) -> Bool { directives.contains { Self.covers($0, rule) } }

  /// Whether every comment that can have silenced a rule says why.
  func giveReason(for rule: String) -> Bool { directives.filter { Self.covers($0, rule) }.allSatisfy(\.hasReason) }

  /// Whether a comment is about a rule on a line.
  func hide(_ rule: String, on line: Int) -> Bool {
    directives.contains { $0.lines.contains(line) && Self.covers($0, rule) }
  }

  private static func covers(_ directive: Directive, _ rule: String) -> Bool {
    directive.rules.isEmpty || directive.rules.contains { rule == $0 || rule.hasPrefix($0 + "/") }
  }
}
