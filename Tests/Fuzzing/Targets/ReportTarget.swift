internal import Documents
internal import LintChecks

/// Reports of linters: this project's own, and what the linters write.
enum ReportTarget {
  static func run(_ bytes: [UInt8]) throws(FuzzFinding) {
    let source = SourceText(bytes)
    _ = result { () throws(UnreadableLintReport) in try LintReport(source, file: "lint.json") }
    for format in LintFormat.allCases {
      _ = result { () throws(UnreadableLintReport) in try format.files(in: bytes) { _ in source } }
    }
  }
}
