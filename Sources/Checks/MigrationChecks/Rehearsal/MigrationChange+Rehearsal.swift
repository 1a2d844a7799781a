internal import Documents
internal import Findings
internal import RehearsalDocuments

/// What several rules ask of a rehearsal.
extension MigrationChange {
  /// What differs in a migration, as one message.
  struct RehearsalGroup {
    let message: String
    let place: Place
    /// The statements that undo it, one after the other.
    let undoing: String?
  }

  /// The findings of a kind, those of one file together.
  func rehearsalGroups(_ kind: RehearsalReport.Finding.Kind) -> [RehearsalGroup] {
    let findings = rehearsal.findings(kind)
    let paths = findings.map(\.path).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return paths.map { path in
      let own = findings.filter { $0.path == path }
      let more = own.count > 3 ? ", and \(own.count - 3) more" : ""
      let undoing = own.flatMap(\.undoing)
      return RehearsalGroup(
        message: own.prefix(3).map(\.message).joined(separator: ", ") + more,
        place: own.first.map { place(of: $0) } ?? Place(path: path),
        undoing: undoing.isEmpty ? nil : undoing.joined(separator: " "))
    }
  }

  /// The line of a finding, as far as the file has it.
  func place(of finding: RehearsalReport.Finding) -> Place {
    let path = files.first { $0.path == finding.path }?.paths
    guard let line = finding.line, let source = path?.source, let range = source.range(ofLine: line) else {
      return Place(path: finding.path)
    }
    return Place(path: finding.path, range, of: source)
  }
}
