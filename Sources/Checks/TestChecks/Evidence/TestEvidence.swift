package import Calendars
package import Policy
package import TestReports

/// What runs of suites came to, as `test-gate run` and `test-gate ingest` write it: `docs/test-evidence.schema.json`.
package struct TestEvidence: Sendable {
  package var runs: [TestRunRecord]

  package init(_ runs: [TestRunRecord]) {
    self.runs = runs
  }

  /// What evidence is held to before anybody reads it.
  package static let schema = DocumentSchema(PackageResources.test_evidence_schema_json)
}

/// One run of a suite.
package struct TestRunRecord: Sendable, Equatable {
  package var service: String
  package var suite: String

  /// Which part of the suite it is, from 1; `nil` for all of it.
  package var shard: Int?

  /// The digest of what the suite depended on when it ran.
  package var key: String?

  package var command: [String] = []
  package var exitStatus: Int?

  /// How it ended, where that is no exit status.
  package var ending: String?

  /// The beginning of what the command said, where it did not end well.
  package var log: String?
  package var startedAt: Instant?
  package var endedAt: Instant?
  package var reports: [GivenTestReport]

  /// The step that wrote the reports, where they were ingested.
  package var origin: Origin?

  /// Which lines of files that the change adds or edits were executed.
  package var coverage: [CoveredFile] = []

  /// Why a report of coverage cannot be read.
  package var coverageProblem: String?

  /// Another step of a workflow.
  package struct Origin: Sendable, Equatable {
    package var artifact: String?

    /// SHA-256 of each report, as `sha256:…`.
    package var digests: [String]

    /// The file of the workflow, from the root of the repository.
    package var workflow: String?

    /// The commit that it ran on.
    package var commit: String?

    package init(artifact: String?, digests: [String], workflow: String?, commit: String?) {
      self.artifact = artifact
      self.digests = digests
      self.workflow = workflow
      self.commit = commit
    }
  }

  package init(service: String, suite: String, key: String? = nil, reports: [GivenTestReport]) {
    self.service = service
    self.suite = suite
    self.key = key
    self.reports = reports
  }
}

/// The lines of a file that a run can have executed.
package struct CoveredFile: Sendable, Equatable {
  /// From the root of the repository.
  package var path: String

  /// Lines from 1, sorted.
  package var executed: [Int]
  package var missed: [Int]
}

/// A report as it was named, with what came of reading it.
package struct GivenTestReport: Sendable, Equatable {
  package var path: String
  package var content: Content

  package enum Content: Sendable, Equatable {
    case read(TestReport)
    /// Why it cannot be read.
    case unreadable(String)
    /// There is no such file.
    case missing
  }

  package init(path: String, _ content: Content) {
    self.path = path
    self.content = content
  }

  package var report: TestReport? {
    guard case .read(let report) = content else { return nil }
    return report
  }
}
