internal import TestReports

/// Reads the reports that a command has written.
package enum WrittenReport {
  /// What is in a report; what is wrong with it is part of the answer.
  package static func content(at path: String) -> GivenTestReport.Content {
    switch TestReportFile.content(at: path) {
    case .report(let report): .read(report)
    case .unreadable(let why): .unreadable(why)
    case .missing: .missing
    }
  }
}
