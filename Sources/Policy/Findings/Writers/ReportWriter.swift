/// A form in which reports are written: a pure function from reports to bytes.
package protocol ReportWriter: Sendable {
  func bytes(for reports: [Report]) -> [UInt8]
}

/// The forms a report can be asked for by name.
package enum ReportFormat: String, Sendable, CaseIterable {
  case text
  case json
  case sarif
  case junit
  case github
  case markdown
  case metrics
}
