extension Finding {
  /// The findings, with those of one rule and one cause made one.
  ///
  /// It is done last, when waivers, the baseline and severities have been applied to each: what is waived in one file is not
  /// waived in the others. Findings of different kinds stay apart.
  static func joined(_ findings: [Finding]) -> [Finding] {
    var places: [CauseKey: Int] = [:]
    var joined: [Finding] = []
    for finding in findings {
      guard let cause = finding.cause else {
        joined.append(finding)
        continue
      }
      let key = CauseKey(rule: finding.rule, cause: cause, kind: finding.kind, isBaselined: finding.isBaselined)
      if let place = places[key] {
        joined[place].members.append(finding)
      } else {
        places[key] = joined.count
        joined.append(finding)
      }
    }
    return joined.map { $0.members.isEmpty ? $0 : $0.countingMembers }
  }

  private struct CauseKey: Hashable {
    let rule: String
    let cause: String
    let kind: Kind
    let isBaselined: Bool
  }

  /// The finding with the number of places, and the files, in its message.
  private var countingMembers: Finding {
    var files: [String] = []
    for path in ([self] + members).compactMap({ $0.place?.path }) where !files.contains(path) { files.append(path) }
    let named = files.prefix(Self.namedFiles).joined(separator: ", ")
    let rest = files.count > Self.namedFiles ? " and \(files.count - Self.namedFiles) more files" : ""
    let places =
      "\(members.count + 1) places in \(files.count == 1 ? "this file" : "\(files.count) files: \(named)\(rest)")"
    var counting = self
    counting.message = "\(message) (\(places))"
    return counting
  }

  private static let namedFiles = 10

  /// Places that belong to the finding: its own, and those of other findings of the same cause.
  package var relatedPlaces: [Place] { related + members.prefix(100).compactMap(\.place) }
}
