internal import Changes
internal import Documents
internal import Findings

/// The reports that were given, told apart: those of `lint-gate run`, and those of other steps.
struct GivenReports {
  private(set) var own: [LintReport] = []
  private(set) var ingested: [IngestedReport] = []
  private(set) var unreadable: [UnreadableLintReport] = []

  /// Why tools whose reports are ingested have not done their work.
  private(set) var failures: [String] = []

  init(_ reports: [ToolReport]) {
    for report in reports {
      guard !report.isMissing else {
        failures.append(IngestedEnding.absence(of: report))
        continue
      }
      do throws(UnreadableLintReport) {
        if var read = try IngestedReport.read(report.bytes, file: report.path) {
          read.parsed = IngestedEnding.parsedFiles(by: read.tool, in: report)
          ingested.append(read)
          failures += read.failures.map { "\(read.tool.title)'s report \(report.path): \($0)" }
          failures += IngestedEnding.crashes(of: read.tool, in: report)
          if let complaint = IngestedEnding.complaint(of: read, report) { failures.append(complaint) }
        } else {
          own.append(try LintReport(SourceText(report.bytes), file: report.path))
        }
      } catch {
        unreadable.append(error)
        if let status = report.exitStatus, status != 0 { failures.append(IngestedEnding.absence(of: report)) }
      }
    }
  }
}
