internal import Documents

/// A finding as a `result` object (SARIF 2.1.0, section 3.27).
struct SARIFResult {
  let finding: Finding
  /// The index of its rule in the rules of the run, where they have it.
  let ruleIndex: Int?
  let lineHash: String?

  var node: Node {
    var members: [(String, Node)] = [("ruleId", .string(finding.rule))]
    if let ruleIndex { members.append(("ruleIndex", .number(Number(ruleIndex)))) }
    members += [
      ("kind", .string(kind)), ("level", .string(level)), ("message", Self.message(text)),
      ("locations", .array([location])),
    ]
    if !finding.relatedPlaces.isEmpty {
      members.append(("relatedLocations", .array(finding.relatedPlaces.enumerated().map(related))))
    }
    members.append(("partialFingerprints", fingerprints))
    if finding.isBaselined {
      // Accepted outside of the source (section 3.35.2), so that code scanning raises no alert.
      members.append(
        ("suppressions", [["kind": "external", "status": "accepted", "justification": "accepted by the baseline"]]))
    }
    members.append(("properties", properties))
    return .object(members)
  }

  /// What the rule came to (section 3.27.9).
  ///
  /// What is owed is `open`: the rule knows too little yet. So is what could not be decided, one would think. But
  /// section 3.27.10 allows `open` and `review` no other level than `none`, and nothing blocks on that. It blocks here;
  /// so it is a failure, and says in its text and in its properties that it is one of knowledge.
  private var kind: String {
    switch finding.kind {
    case .violation, .undecided: "fail"
    case .owed: "open"
    }
  }

  /// How much it weighs (section 3.27.10).
  private var level: String {
    switch finding.kind {
    case .violation(let severity): severity.rawValue
    case .undecided: "error"
    case .owed: "none"
    }
  }

  private var text: String {
    let lead = finding.severity == nil ? "\(finding.kind.word): " : ""
    return lead + finding.fullMessage + (finding.help.map { "\nhelp: \($0)" } ?? "")
  }

  private var location: Node {
    guard let place = finding.place ?? finding.related.first, !place.path.isEmpty else {
      // GitHub takes no result without a file. What is about no file comes of what the policy asks.
      return Self.location(uri: ".signalbox", members: [])
    }
    return Self.location(of: place)
  }

  private func related(_ index: Int, _ place: Place) -> Node {
    var members: [(String, Node)] = [("id", .number(Number(index + 1)))]
    if let message = place.message { members.append(("message", Self.message(message))) }
    return Self.location(of: place, members: members)
  }

  private var fingerprints: Node {
    var members: [(String, Node)] = []
    if let lineHash { members.append(("primaryLocationLineHash", .string(lineHash))) }
    members.append(("signalboxFinding/v1", .string(finding.fingerprint)))
    return .object(members)
  }

  private var properties: Node {
    var members: [(String, Node)] = [("outcome", .string(finding.kind.value))]
    if case .owed(let role, let label) = finding.kind {
      if let role { members.append(("role", .string(role))) }
      if let label { members.append(("label", .string(label))) }
    }
    if let data = finding.data { members.append(("data", data)) }
    return .object(members)
  }

  private static func location(of place: Place, members: [(String, Node)] = []) -> Node {
    guard let span = place.span else {
      return location(uri: RelativeReference.uri(ofPath: place.path), members: members)
    }
    let region: Node = [
      "startLine": .number(Number(span.start.line)), "startColumn": .number(Number(span.start.column)),
      "endLine": .number(Number(span.end.line)), "endColumn": .number(Number(span.end.column)),
    ]
    return location(uri: RelativeReference.uri(ofPath: place.path), region: region, members: members)
  }

  private static func location(uri: String, region: Node? = nil, members: [(String, Node)]) -> Node {
    var physical: [(String, Node)] = [("artifactLocation", ["uri": .string(uri), "uriBaseId": "%SRCROOT%"])]
    if let region { physical.append(("region", region)) }
    return .object(members + [("physicalLocation", .object(physical))])
  }

  /// A `message` object (section 3.11) of plain text.
  ///
  /// Plain text can hold links (section 3.11.6); a text that looks like one has its brackets escaped.
  static func message(_ text: String) -> Node {
    // Scalars, since a combining mark after the parenthesis would hide it.
    guard text.unicodeScalars.contains("](".unicodeScalars) else { return ["text": .string(text)] }
    let special: Set<Unicode.Scalar> = ["\\", "[", "]"]
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if special.contains(scalar) { escaped.append("\\") }
      escaped.append(scalar)
    }
    return ["text": .string(String(escaped))]
  }
}
