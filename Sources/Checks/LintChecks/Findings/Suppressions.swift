internal import Documents

/// The comments of a file that tell a linter to be silent.
struct Suppressions {
  private let directives: [Directive]

  private struct Directive {
    /// The rules that it names; none stands for all.
    let rules: [String]
    let hasReason: Bool
  }

  /// The word that every such comment has.
  static func marker(of format: LintFormat) -> [String] {
    switch format {
    case .eslint: ["eslint-disable"]
    case .rubocop: ["rubocop:disable", "rubocop:todo"]
    }
  }

  /// Whether a text has such a comment.
  static func mayBe(in source: SourceText, of format: LintFormat) -> Bool {
    let text = String(decoding: source.bytes, as: UTF8.self)
    return marker(of: format).contains { text.contains($0) }
  }

  init(_ source: SourceText, of format: LintFormat) {
    let text = String(decoding: source.bytes, as: UTF8.self)
    directives = text.split(whereSeparator: \.isNewline).compactMap { line -> Directive? in
      for marker in Self.marker(of: format) {
        guard let range = line.firstRange(of: marker) else { continue }
        var rest = line[range.upperBound...]
        for suffix in ["-next-line", "-line"] where rest.hasPrefix(suffix) { rest = rest.dropFirst(suffix.count) }
        if let end = rest.firstRange(of: "*/") { rest = rest[..<end.lowerBound] }
        var reason: Substring = ""
        if let dashes = rest.firstRange(of: "--") {
          reason = rest[dashes.upperBound...].drop { $0 == "-" }
          rest = rest[..<dashes.lowerBound]
        }
        let rules = rest.split { $0 == "," || $0.isWhitespace }.map(String.init).filter { $0 != "all" }
        return Directive(rules: rules, hasReason: reason.contains { !$0.isWhitespace })
      }
      return nil
    }
  }

  /// Whether a comment can have silenced a rule: one that names it, its department, or none.
  func cover(_ rule: String) -> Bool { directives.contains { Self.covers($0, rule) } }

  /// Whether every comment that can have silenced a rule says why.
  func giveReason(for rule: String) -> Bool { directives.filter { Self.covers($0, rule) }.allSatisfy(\.hasReason) }

  private static func covers(_ directive: Directive, _ rule: String) -> Bool {
    directive.rules.isEmpty || directive.rules.contains { rule == $0 || rule.hasPrefix($0 + "/") }
  }
}
