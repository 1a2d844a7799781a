package import Findings

extension CommonOptions {
  /// Writes reports wherever the command line wants them, and in a workflow also where its readers look.
  package func write(_ reports: [Report], _ surroundings: Surroundings) throws(FileProblem) {
    for file in report {
      try Files.write(file.format.writer(style: .plain).bytes(for: reports), to: file.path)
    }
    let report = format.writer(style: surroundings.style(noColor: noColor)).bytes(for: reports)
    guard let workflow = WorkflowStep(surroundings) else { return try Files.writeToOutput(report) }
    try workflow.write(report, of: reports, in: format)
  }
}

extension ReportFormat {
  /// Writes reports to standard output.
  func write(_ reports: [Report], style: TextStyle) throws(FileProblem) {
    try Files.writeToOutput(writer(style: style).bytes(for: reports))
  }

  fileprivate func writer(style: TextStyle) -> any ReportWriter {
    switch self {
    case .text: TextReportWriter(style: style)
    case .json: JSONReportWriter()
    case .sarif: SARIFReportWriter()
    case .junit: JUnitReportWriter()
    case .github: GitHubReportWriter()
    case .markdown: MarkdownReportWriter()
    }
  }
}
