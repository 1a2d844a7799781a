internal import Findings
package import Git
package import Policy

/// What linters said, as `lint-gate run` writes it down: `docs/lint-report.schema.json`.
package struct LintReport: Sendable, Equatable {
  /// The commit that was there, if there was one.
  package var base: ObjectID?

  package var judged: ObjectID

  /// Whether the files of the working tree lay over the judged commit.
  package var includesWorkingTree: Bool

  /// The machine of a workflow that the linters ran on, in words; `nil` outside of one.
  package var runner: String?

  package var runs: [LinterRun]

  /// What a report is held to before anybody reads it.
  package static let schema = DocumentSchema(PackageResources.lint_report_schema_json)

  /// The version of the format.
  static let version = 1
}

/// One time that a linter was started, or was meant to be.
package struct LinterRun: Sendable, Equatable {
  /// The linter's key in the policy.
  var tool: String
  var format: LintFormat
  var side: Side

  /// What was started, without the names of the files.
  var command: [String]

  /// As the linter says it itself.
  var toolVersion: String?

  var outcome: Outcome

  /// What there is to know about the outcome, in words.
  var detail: String?

  var exitStatus: Int?

  /// What it said of its own mistakes on standard error: a cop that crashed leaves no trace in its report.
  var complaints: [String] = []

  /// The files that it was given.
  var files: [InspectedFile]

  /// Which side of the change the files are of.
  enum Side: String, Sendable, CaseIterable {
    /// What the base has, comments that silence a linter left out of account.
    case base
    case judged
    /// What is judged, comments that silence a linter left out of account.
    case unsuppressed
    /// What is judged, by the configuration of the base.
    case configuration
  }

  enum Outcome: String, Sendable, CaseIterable {
    /// It ended as it should, with or without findings.
    case ran
    /// It is not installed.
    case missing
    /// It is of another version than the policy asks for.
    case wrongVersion = "wrong-version"
    /// It ended as no linter should that has done its work.
    case crashed
    case timedOut = "timed-out"
    /// It wrote more than is kept.
    case outputCut = "output-cut"
    /// What it wrote is no report.
    case unreadableOutput = "unreadable-output"
  }
}

/// A file that a linter was given.
package struct InspectedFile: Sendable, Equatable {
  /// From the root of the repository.
  var path: String

  /// The version that the linter was given.
  var blob: ObjectID

  /// Whether the linter has looked at it.
  var isInspected: Bool

  /// Why it has not.
  var why: String?

  /// Whether the linter leaves it out by its own configuration.
  var isExcluded = false

  var findings: [LinterFinding] = []
}

/// What a linter objects to.
package struct LinterFinding: Sendable, Hashable {
  /// The linter's own id of the rule; `nil` where the file cannot be parsed.
  var rule: String?

  var severity: Severity

  /// The linter could not read the file, so that it has looked at nothing else in it.
  var isFatal = false

  /// The line, from 1; `nil` for the file as a whole.
  var line: Int?

  /// The column of the first character, from 1, in Unicode scalars.
  var column: Int?
  var endLine: Int?

  /// The column behind the last character.
  var endColumn: Int?

  var message: String
}
