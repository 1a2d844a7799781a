package import Findings

/// The documentation of a rule, rendered from its metadata.
package struct RulePage: Sendable {
  private let metadata: RuleMetadata
  private let policyPath: String
  private let exampleLanguage: String
  private let output: String

  /// The page of a rule.
  ///
  /// - Parameters:
  ///   - metadata: what there is to know.
  ///   - policyPath: the policy file in which the rule is set.
  ///   - exampleLanguage: the language of examples of one file, as Markdown names it.
  ///   - output: what the tool says about the first bad example.
  package init(_ metadata: RuleMetadata, policyPath: String, exampleLanguage: String, output: String) {
    self.metadata = metadata
    self.policyPath = policyPath
    self.exampleLanguage = exampleLanguage
    self.output = output
  }

  /// The page as Markdown, for the documentation.
  package var markdown: String {
    let sections = self.sections.map { "## \($0.title)\n\n\($0.body.map(markdown).joined(separator: "\n\n"))" }
    return (["# \(metadata.id)", lead(severity: "**\(metadata.severity.rawValue)**")] + sections)
      .joined(separator: "\n\n") + "\n"
  }

  /// The page as it is shown on a terminal.
  package func text(style: TextStyle) -> String {
    let sections = self.sections.map { section in
      style.paint(section.title.uppercased(), as: .strong) + "\n"
        + section.body.map { indented(text($0)) }.joined(separator: "\n\n")
    }
    let head = style.paint(metadata.id, as: .strong) + "\n" + indented(lead(severity: metadata.severity.rawValue))
    return ([head] + sections).joined(separator: "\n\n") + "\n"
  }

  private func lead(severity: String) -> String {
    "\(metadata.title). Severity: \(severity)."
  }

  private struct Section {
    let title: String
    let body: [Part]
  }

  private enum Part {
    case prose(String)
    case code(String, language: String)
  }

  private var sections: [Section] {
    var sections = [
      Section(title: "Why", body: [.prose(metadata.rationale)]),
      Section(title: "What to do", body: [.prose(metadata.remedy)]),
    ]
    if !metadata.bad.isEmpty {
      var body = metadata.bad.map(code)
      body.insert(contentsOf: [.prose("The tool says:"), .code(output, language: "text")], at: 1)
      if body.count > 3 { body.insert(.prose("Reported, too:"), at: 3) }
      sections.append(Section(title: "Reported", body: body))
    }
    if !metadata.good.isEmpty { sections.append(Section(title: "Left alone", body: metadata.good.map(code))) }
    if !metadata.bad.isEmpty {
      let setting = "# \(policyPath)\nrules:\n  \(metadata.id): warning   # error, warning, note or off"
      sections.append(Section(title: "Setting", body: [.code(setting, language: "yaml")]))
    }
    if !metadata.references.isEmpty {
      sections.append(
        Section(title: "References", body: [.prose(metadata.references.map { "- \($0)" }.joined(separator: "\n"))]))
    }
    return sections
  }

  private func code(_ example: Example) -> Part {
    .code(example.unmarked, language: example.namesFiles ? "text" : exampleLanguage)
  }

  private func markdown(_ part: Part) -> String {
    switch part {
    case .prose(let text): text
    case .code(let text, let language): "```\(language)\n\(trimmed(text))\n```"
    }
  }

  private func text(_ part: Part) -> String {
    switch part {
    case .prose(let text): TerminalText.wrapped(text, width: 96)
    case .code(let text, _): indented(trimmed(text))
    }
  }

  private func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }

  private func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
      .joined(separator: "\n")
  }
}
