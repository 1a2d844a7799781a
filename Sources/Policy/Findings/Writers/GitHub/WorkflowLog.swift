internal import Documents

/// What a step writes for the runner of GitHub Actions, beside or around a report.
package enum WorkflowLog {
  /// The streams of a step.
  package struct Streams: Sendable, Hashable {
    package var output: [UInt8]
    package var error: [UInt8]
  }

  /// A report that goes to standard output in some format, with the annotations that nobody asked for.
  ///
  /// Before a text they stand on standard output, in the order of the log. Every other format is one document that a
  /// program reads from there, and so they go to standard error: the runner obeys commands from both.
  package static func streams(for reports: [Report], in format: ReportFormat, written report: [UInt8]) -> Streams {
    let annotations = GitHubReportWriter().bytes(for: reports)
    return switch format {
    case .text: Streams(output: annotations + withoutCommands(report), error: [])
    case .github: Streams(output: report, error: [])
    case .json, .sarif, .junit, .markdown: Streams(output: report, error: annotations)
    }
  }

  /// A text in which the runner obeys nothing.
  ///
  /// A text for people shows lines and paths of the repository, and the runner takes a `##[command]` from the middle of
  /// a line. So it is told to stop until a word comes that no line of the text can hold: one made of the text's digest.
  static func withoutCommands(_ text: [UInt8]) -> [UInt8] {
    guard !text.isEmpty else { return [] }
    let word = "signalbox-\(Digest.sha256(of: text).hexadecimal)"
    let end = text.last == UInt8(ascii: "\n") ? "" : "\n"
    return Array("::stop-commands::\(word)\n".utf8) + text + Array("\(end)::\(word)::\n".utf8)
  }
}
