package import Calendars
package import Findings

/// What a change is judged with beside its commits and the policy: a verdict depends on nothing else.
package struct Circumstances: Sendable {
  /// When the check is asked.
  package var stage: Report.Stage

  /// The time of the check.
  package var now: Instant

  /// What the forge knows of the change, where somebody collected it.
  package var evidence: Evidence?

  /// What tools wrote that ran earlier, as it was given.
  package var toolReports: [ToolReport]

  /// Whether warnings and notes are told of lines, too, that the change leaves alone.
  package var showsAll = false

  /// The files that the evidence names.
  package var artifacts: ArtifactFiles

  package init(
    stage: Report.Stage, now: Instant, evidence: Evidence? = nil, toolReports: [ToolReport] = [],
    artifacts: ArtifactFiles = ArtifactFiles()
  ) {
    self.stage = stage
    self.now = now
    self.evidence = evidence
    self.toolReports = toolReports
    self.artifacts = artifacts
  }
}

/// A report that a tool wrote earlier: not read yet, and not believed.
package struct ToolReport: Sendable {
  /// The file as it was named.
  package let path: String

  package let bytes: [UInt8]

  /// How the tool ended, where somebody says so.
  package var exitStatus: Int?

  /// What the tool said on its standard error, where somebody kept it.
  package var standardError: [UInt8] = []

  /// Whether there is no such file although there should be.
  package var isMissing = false

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
