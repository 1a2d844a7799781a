import Findings
import Policy
import Testing

@Suite struct RulePageTests {
  private let metadata = RuleMetadata(
    id: "sample/first", title: "Samples are right",
    rationale: "Wrong samples teach wrong things. " + String(repeating: "They do. ", count: 10),
    remedy: "Put `it` right.", severity: .warning,
    bad: [Example("{ 👉\"a\": 1 }\n\n"), Example("-- a.json --\n👉1\n")], good: [Example("{}"), Example("[]")],
    references: ["[RFC 8259](https://example.com)", "another"])

  private func page(_ metadata: RuleMetadata) -> RulePage {
    RulePage(metadata, policyPath: ".signalbox/sample.yml", exampleLanguage: "json", output: "warning: no\n  at all\n")
  }

  @Test func `a page as Markdown has every part in its place`() {
    #expect(
      page(metadata).markdown == """
        # sample/first

        Samples are right. Severity: **warning**.

        ## Why

        \(metadata.rationale)

        ## What to do

        Put `it` right.

        ## Reported

        ```json
        { "a": 1 }
        ```

        The tool says:

        ```text
        warning: no
          at all
        ```

        Reported, too:

        ```text
        -- a.json --
        1
        ```

        ## Left alone

        ```json
        {}
        ```

        ```json
        []
        ```

        ## Setting

        ```yaml
        # .signalbox/sample.yml
        rules:
          sample/first: warning   # error, warning, note or off
        ```

        ## References

        - [RFC 8259](https://example.com)
        - another

        """)
  }

  @Test func `a page for the terminal is indented and wrapped, without Markdown around it`() {
    let text = page(metadata).text(style: .plain)
    #expect(text.hasPrefix("sample/first\n  Samples are right. Severity: warning.\n\nWHY\n  Wrong samples"))
    #expect(text.contains("\n\nREPORTED\n    { \"a\": 1 }\n\n  The tool says:\n\n    warning: no\n      at all\n\n"))
    #expect(text.contains("\n\nREFERENCES\n  - [RFC 8259](https://example.com)\n  - another\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 98 })
    #expect(!text.contains("```"))
    #expect(!text.contains("\u{1B}"))
    #expect(page(metadata).text(style: .colour).contains("\u{1B}[1mWHY\u{1B}[0m\n"))
  }

  @Test func `a rule without examples has neither them nor a setting`() {
    let bare = page(CommonRules(prefix: "sample").decidable).markdown
    #expect(bare.hasPrefix("# sample/setup-error\n\n"))
    #expect(["Reported", "Left alone", "Setting", "References"].allSatisfy { !bare.contains("## \($0)") })
    #expect(bare.contains("## Why\n\n"))
  }

  @Test func `an example of one bad change has nothing else reported`() {
    let one = RuleMetadata(
      id: "sample/first", title: "t", rationale: "r", remedy: "m", severity: .note, bad: [Example("1")], good: [])
    #expect(!page(one).markdown.contains("Reported, too:"))
  }
}
