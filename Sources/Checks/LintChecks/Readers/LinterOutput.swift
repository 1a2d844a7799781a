package import Documents
internal import Findings

/// What a linter wrote about one file.
package struct ReportedFile: Equatable {
  /// The file as the linter names it: absolute, or from where it was started.
  let path: String

  /// Whether it looked at the file; otherwise why it did not.
  var notInspected: String?

  /// Whether it did not because its own configuration leaves the file out.
  var isExcluded = false

  var findings: [LinterFinding] = []
}

extension LintFormat {
  /// Reads what a linter wrote to its standard output.
  ///
  /// - Parameters:
  ///   - output: the bytes.
  ///   - source: the text of a file as the linter names it, for the columns; empty where nobody has it.
  /// - Returns: what is said of each file, in the order of the report.
  /// - Throws: `UnreadableLintReport` for anything that is no report of this linter.
  package func files(
    in output: [UInt8], source: (String) -> SourceText?
  ) throws(UnreadableLintReport) -> [ReportedFile] {
    let root = try ReportValue.root(of: SourceText(output), file: "the output of \(title)")
    switch self {
    case .eslint: return try ESLintOutput.files(in: root, source: source)
    case .rubocop: return try RuboCopOutput.files(in: root)
    }
  }

  /// The version of the linter, where its report has it.
  func version(in output: [UInt8]) -> String? {
    guard self == .rubocop else { return nil }
    do throws(DocumentError) {
      return try Document.json(SourceText(output)).root["metadata"]?["rubocop_version"]?.string
    } catch {
      return nil
    }
  }

  /// The arguments that make the linter write its report, and end its options.
  var arguments: [String] {
    switch self {
    case .eslint: ["--format", "json"]
    // Its cache could tell of another file or another configuration. What its configuration leaves out it would look at
    // all the same where it is named.
    case .rubocop: ["--format", "json", "--cache", "false", "--force-exclusion"]
    }
  }

  /// The argument that makes the linter leave comments out of account that silence it.
  var ignoringComments: String {
    switch self {
    case .eslint: "--no-inline-config"
    case .rubocop: "--ignore-disable-comments"
    }
  }

  /// Whether a file that the linter was given and says nothing of is one that its configuration leaves out.
  var leavesOutSilently: Bool { self == .rubocop }

  /// The linter as it is called where it is installed.
  var installed: String { rawValue }
}
