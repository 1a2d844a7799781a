/// What a step writes for the runner of GitHub Actions, beside or around a report.
package enum WorkflowLog {
  /// The streams of a step.
  package struct Streams: Sendable, Hashable {
    package var output: [UInt8]
    package var error: [UInt8]
  }

  /// A report that goes to standard output in some format, with the annotations that nobody asked for.
  ///
  /// Before a text they stand on standard output, in the order of the log; the text itself holds nothing that the
  /// runner would obey (``WorkflowCommands``). Every other format is one document that a
  /// program reads from there, and so they go to standard error: the runner obeys commands from both.
  package static func streams(for reports: [Report], in format: ReportFormat, written report: [UInt8]) -> Streams {
    let annotations = GitHubReportWriter().bytes(for: reports)
    return switch format {
    case .text: Streams(output: annotations + report, error: [])
    case .github: Streams(output: report, error: [])
    case .json, .sarif, .junit, .markdown, .metrics: Streams(output: report, error: annotations)
    }
  }
}
