import ChangeControlChecks
import Changes
import Documents
import Findings
import Policy
import SystemPackage
import TestSupport
import Testing

private let decisionCorpus = Project.corpora.appending("adr")

/// Records of MADR itself, each with the reason why it is found filled or not.
@Suite(.enabled(if: Project.exists(decisionCorpus), "the corpora do not stand beside this checkout"))
struct DecisionCorpusTests {
  @Test(arguments: [
    // Its context is a paragraph, and its outcome names an option and why.
    ("madr-0000-use-markdown-architectural-decision-records.md", true),
    ("madr-0001-use-CC0-or-MIT-as-license.md", true), ("madr-0002-do-not-use-numbers-in-headings.md", true),
    ("madr-0003-provide-own-madr-tools.md", true), ("madr-0004-write-own-toc-tool.md", true),
    ("madr-0005-use-dashes-in-filenames.md", true),
    // Sections without a text.
    ("madr-adr-template-bare-minimal.md", false), ("madr-adr-template-bare.md", false),
    // Sections in whose place braces stand.
    ("madr-adr-template-minimal.md", false), ("madr-adr-template.md", false),
  ])
  func `a record is filled where it says what was decided and why`(name: String, isFilled: Bool) async throws {
    let text = try #require(Project.text(of: decisionCorpus.appending(name)))
    let example = Example(
      """
      -- given: policy --
      decisions: { folder: docs/adr }
      -- docs/adr/0007-x.md --
      \(text)
      """)
    let report = try await ChangeControlCheck.report(ofRule: "change/unfilled-decision", on: example)
    #expect(report?.allFindings.isEmpty == isFilled, "\(report?.allFindings.map(\.message) ?? [])")
  }
}
