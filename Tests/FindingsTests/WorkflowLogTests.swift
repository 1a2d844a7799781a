import Findings
import Testing

@Suite struct WorkflowLogTests {
  private static let reports = [
    report([
      finding("a ##[error]b", at: place("⟦##[add-mask]x⟧\n", path: "::warning::a.json"), help: "try\n::notice::c")
    ])
  ]

  @Test func `before a text stand the annotations, and the text commands nothing`() throws {
    let text = TextReportWriter().bytes(for: Self.reports)
    #expect(RunnerLog(text).commands == [])
    let streams = WorkflowLog.streams(for: Self.reports, in: .text, written: text)
    let log = RunnerLog(streams.output)
    #expect(streams.error.isEmpty)
    #expect(log.commands.map(\.name) == ["error"])
    #expect(!log.isStopped)
    #expect(streams.output.starts(with: GitHubReportWriter().bytes(for: Self.reports)))
    #expect(String(decoding: streams.output, as: UTF8.self).contains(String(decoding: text, as: UTF8.self)))
  }

  @Test(arguments: [ReportFormat.json, .sarif, .junit, .markdown, .metrics])
  func `beside a document the annotations go to standard error`(format: ReportFormat) {
    let streams = WorkflowLog.streams(for: Self.reports, in: format, written: [1, 2, 3])
    #expect(streams.output == [1, 2, 3])
    #expect(streams.error == GitHubReportWriter().bytes(for: Self.reports))
  }

  @Test func `who asks for the annotations gets them once`() {
    let written = GitHubReportWriter().bytes(for: Self.reports)
    let streams = WorkflowLog.streams(for: Self.reports, in: .github, written: written)
    #expect(streams.output == written)
    #expect(streams.error.isEmpty)
  }
}
