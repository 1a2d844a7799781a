internal import CommandSupport
internal import Compatibility
internal import ConfluentCompatibility
internal import Documents
internal import Findings
internal import JSONSchema

/// What is said of two schemas.
struct ComparisonReport {
  let verdict: Verdict
  private let mode: ComparisonMode
  private let reason: String?
  private let changes: [SchemaChange]
  private let witnesses: [WitnessReport]
  private let registry: RegistryReport?

  init(_ comparison: Comparison, _ old: ComparedSchema, _ new: ComparedSchema, registry: RegistryVerdict? = nil) {
    let verdict: Verdict =
      switch comparison.verdict {
      case .compatible: .pass
      case .breaking: .fail
      case .undecided: .undecided
      }
    self.verdict = verdict
    self.registry = registry.map { RegistryReport($0, beside: verdict) }
    mode = comparison.mode
    reason = comparison.reason
    changes = comparison.changes
    var witnesses: [WitnessReport] = []
    if case .breaking(let document) = comparison.backward {
      witnesses.append(WitnessReport(direction: .backward, document: document, refusedBy: new.schema))
    }
    if case .breaking(let document) = comparison.forward {
      witnesses.append(WitnessReport(direction: .forward, document: document, refusedBy: old.schema))
    }
    self.witnesses = witnesses
  }

  /// Schemas of which nothing can be said.
  init(problem: String, mode: ComparisonMode) {
    verdict = .undecided
    self.mode = mode
    reason = problem
    changes = []
    witnesses = []
    registry = nil
  }

  private var word: String {
    switch verdict {
    case .pass: "compatible"
    case .fail: "breaking"
    case .undecided: "undecided"
    }
  }

  // MARK: JSON

  /// One line of JSON.
  func json(_ names: ComparedNames = ComparedNames()) -> String {
    var members: [(String, Node)] = [("mode", .string(mode.rawValue)), ("verdict", .string(word))]
    if let reason { members.append(("reason", .string(reason))) }
    members.append(("changes", .array(changes.map { Self.node($0, names) })))
    if !witnesses.isEmpty {
      members.append(("witness", .object(witnesses.map { ($0.direction.rawValue, $0.node(names)) })))
    }
    if let registry { members.append(("registry", registry.node)) }
    return Node.object(members).json()
  }

  private static func node(_ change: SchemaChange, _ names: ComparedNames) -> Node {
    var members: [(String, Node)] = [
      ("code", .string(change.code)), ("pointer", .string(change.pointer.description)),
      ("breaks", .string(change.breaks.rawValue)),
    ]
    if let old = change.old { members.append(("old", node(old, names.old))) }
    if let new = change.new { members.append(("new", node(new, names.new))) }
    return .object(members)
  }

  private static func node(_ place: ChangedPlace, _ name: DocumentNames) -> Node {
    let position = place.position
    var members: [(String, Node)] = []
    if let path = name(place.document) ?? (place.document.isEmpty ? nil : place.document) {
      members.append(("path", .string(path)))
    }
    members += [
      ("line", .number(Number(position.line))), ("column", .number(Number(position.column))),
      ("pointer", .string(place.pointer.description)), ("value", place.value),
    ]
    return .object(members)
  }

  // MARK: Text

  /// Lines for people; no character of a schema or a path reaches the terminal as a command.
  func text(_ names: ComparedNames, _ question: ComparisonQuestion) -> String {
    let formats = question.options.assertsFormats ? "assert" : "annotate"
    let settings = "mode \(mode.rawValue), content \(question.content.rawValue), formats \(formats)"
    var lines = ["\(word)\(reason.map { ": \($0)" } ?? "") (\(settings))"]
    for witness in witnesses { lines += witness.lines(names) }
    for change in changes {
      let place = change.new ?? change.old
      let name = change.new == nil ? names.old : names.new
      let path = place.map { name($0.document) ?? $0.document } ?? ""
      let broken = change.breaks == .neither ? "" : ", breaks \(change.breaks.rawValue)"
      let side = change.new == nil ? " in the old schema" : ""
      let pointer = change.pointer.tokens.isEmpty ? "the root" : change.pointer.description
      lines.append("\(path):\(place?.position.description ?? ""): \(change.code) at \(pointer)\(side)\(broken)")
    }
    lines += registry?.lines ?? []
    return lines.map { TerminalText.visible($0) + "\n" }.joined()
  }
}

/// The document that proves a break, and what refuses it.
private struct WitnessReport {
  let direction: ComparisonMode
  let document: Node
  private let failure: SchemaFailure?

  init(direction: ComparisonMode, document: Node, refusedBy schema: Schema) {
    self.direction = direction
    self.document = document
    // Of a very large document the reason would take longer to tell than it took to find the document.
    guard document.tape.entries.count < 50_000 else {
      failure = nil
      return
    }
    do throws(EvaluationError) {
      failure = try schema.evaluate(document, room: 1_000).failures.first
    } catch {
      failure = nil
    }
  }

  /// The names of the side that refuses.
  private func name(_ names: ComparedNames) -> DocumentNames { direction == .backward ? names.new : names.old }

  func node(_ names: ComparedNames) -> Node {
    var members: [(String, Node)] = [("document", document)]
    if let failure {
      var place: [(String, Node)] = []
      if let path = name(names)(failure.schema.document) { place.append(("path", .string(path))) }
      let position = failure.schema.source.position(at: Int(failure.schema.range.start))
      place += [
        ("line", .number(Number(position.line))), ("column", .number(Number(position.column))),
        ("pointer", .string(failure.schema.pointer.description)),
      ]
      members += [
        ("instance", .string(failure.instanceLocation.description)), ("keyword", .string(failure.keyword)),
        ("message", .string(failure.message)), ("schema", .object(place)),
      ]
    }
    return .object(members)
  }

  func lines(_ names: ComparedNames) -> [String] {
    let (writer, reader) = direction == .backward ? ("old", "new") : ("new", "old")
    var lines = [
      "\(direction.rawValue): the \(reader) schema refuses this document of the \(writer) one:",
      "  \(document.json())",
    ]
    if let failure {
      let path = name(names)(failure.schema.document) ?? failure.schema.document
      let position = failure.schema.source.position(at: Int(failure.schema.range.start))
      let value = failure.instanceLocation.tokens.isEmpty ? "" : "; the value is \(failure.instanceLocation)"
      lines.append("  \(path):\(position): \(failure.message)\(value)")
    }
    return lines
  }
}
