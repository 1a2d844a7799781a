package import Findings

extension CommonOptions {
  /// Writes reports wherever the command line wants them, and in a workflow also where its readers look.
  ///
  /// - Parameters:
  ///   - reports: the reports.
  ///   - surroundings: what is known of this process.
  ///   - isPush: whether git asks before a push.
  /// - Throws: `FileProblem` where a file or standard output cannot be written.
  package func write(
    _ reports: [Report], _ surroundings: Surroundings, isPush: Bool = false
  ) throws(FileProblem) {
    let shown = view.shown(reports)
    for file in report {
      try Files.write(
        file.format.writer(style: .plain, view: ReportView(isPush: isPush, source: surroundings.sourceAddress)).bytes(
          for: shown), to: file.path)
    }
    let writer = format.writer(style: view.style(surroundings), view: view.view(surroundings, isPush: isPush))
    let report = writer.bytes(for: shown)
    guard let workflow = WorkflowStep(surroundings) else { return try Files.writeToOutput(report) }
    try workflow.write(report, of: shown, in: format)
  }
}

extension ReportFormat {
  /// Writes reports to standard output.
  func write(_ reports: [Report], _ view: ViewOptions, _ surroundings: Surroundings) throws(FileProblem) {
    let writer = writer(style: view.style(surroundings), view: view.view(surroundings))
    try Files.writeToOutput(writer.bytes(for: view.shown(reports)))
  }

  fileprivate func writer(style: TextStyle, view: ReportView) -> any ReportWriter {
    switch self {
    case .text: TextReportWriter(style: style, view: view)
    case .json: JSONReportWriter()
    case .sarif: SARIFReportWriter()
    case .junit: JUnitReportWriter()
    case .github: GitHubReportWriter()
    case .markdown: MarkdownReportWriter(source: view.source)
    case .metrics: MetricsReportWriter()
    }
  }
}
