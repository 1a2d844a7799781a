internal import Compatibility
internal import Documents
package import Findings
package import Policy

/// Flags a change of a schema that its readers or its writers do not survive.
package struct BreakingChange: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/breaking-change",
    title: "Breaking schema change",
    rationale: """
      Services are deployed one after another, and messages are kept: for a while the one side reads by the new schema \
      what the other wrote by the old one. What the one accepts and the other refuses is an outage that no test of a \
      single service shows. It is decided by what the schemas mean and not by how they are written, for every schema \
      that the change alters, also through a reference; and each break is proved by a message.
      """,
    remedy: """
      Keep accepting what was accepted: add a property without requiring it, add a second version beside the first. \
      Where the break is wanted, plan it: a file below `deprecations/` that was on the default branch before, with \
      `deprecated: true` for the policy's minimum, lets it pass when its sunset is past and every consumer has moved. Or \
      give it a waiver, or another mode for these files in `schemas.compatibility`. \
      `contracts compare` shows all changes and who is broken by each.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      Example(
        """
        -- base: platform/contracts/order.schema.json --
        { "properties": { "state": { "enum": ["open", "paid"] } } }
        -- platform/contracts/order.schema.json --
        { "properties": { "state": { "enum": 👉["open"] } } }
        """),
      Example(
        """
        -- base: platform/contracts/order.schema.json --
        { "type": "object", "required": ["id"] }
        -- platform/contracts/order.schema.json --
        { "type": "object", "required": ["id", 👉"total"] }
        """),
      Example(
        """
        -- base: platform/contracts/order.schema.json --
        { "properties": { "line": { "$ref": "line.schema.json" } } }
        -- base: platform/contracts/line.schema.json --
        { "type": "integer" }
        -- platform/contracts/order.schema.json --
        { "properties": { "line": { "$ref": "line.schema.json" } } }
        -- platform/contracts/line.schema.json --
        { "type": "integer", "minimum": 👉1 }
        """),
    ],
    good: [
      Example(
        """
        -- base: platform/contracts/order.schema.json --
        { "properties": { "state": { "enum": ["open"] } } }
        -- platform/contracts/order.schema.json --
        { "properties": { "note": { "type": "string" }, "state": { "enum": ["open", "paid"] } } }
        """),
      Example(
        """
        -- base: platform/contracts/order.schema.json --
        { "properties": { "id": { "type": "string", "minLength": 1 } } }
        -- platform/contracts/order.schema.json --
        { "$defs": { "id": { "pattern": "^[^]+$", "type": "string" } }, "properties": { "id": { "$ref": "#/$defs/id" } } }
        """),
    ],
    references: [
      "[Confluent, schema evolution and compatibility](https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    var order: [Place] = []
    var broken: [Place: [BrokenSchema]] = [:]
    var findings: [Finding] = []
    for comparison in change.comparisons {
      switch comparison.outcome {
      case .undecided(let reason, let place):
        findings.append(
          undecided(
            "could not compare \(comparison.schema) with \(comparison.earlier.words): \(reason)", at: place,
            cause: reason))
      case .breaking(let proof):
        for (number, change) in proof.changes.enumerated() {
          if broken[change.place] == nil { order.append(change.place) }
          broken[change.place, default: []].append(
            BrokenSchema(comparison: comparison, whole: proof, change: change, isCulprit: number == proof.culprit))
        }
      }
    }
    return findings + order.map { finding(at: $0, broken[$0] ?? [], change.stage) }
      + change.unplannedRemovals.map { finding($0, change.stage) }
  }

  /// A property that is gone from messages that are sent: no set of values shows it, and consumers that read it do.
  private func finding(_ removal: UnplannedRemoval, _ stage: Report.Stage) -> Finding {
    let schema = removal.change.schema
    let message =
      switch removal.change.kind {
      case .removed(let name, let newName?):
        "renaming `\(name)` to `\(newName)` in \(schema) breaks consumers that read `\(name)`"
      case .removed(let name, nil): "removing `\(name)` from \(schema) breaks consumers that read it"
      case .valueAdded, .defaultChanged: "this change of \(schema) breaks consumers"
      }
    return finding(
      message, at: removal.change.place, explanation: removal.plan.explanation,
      help: """
        mark it `deprecated: true` and plan its removal below deprecations/; take it away when the sunset is past and every \
        consumer has moved
        """
    ).depending(on: removal.plan, at: stage)
  }

  /// One finding for a line, whatever number of schemas it breaks.
  private func finding(at place: Place, _ broken: [BrokenSchema], _ stage: Report.Stage) -> Finding {
    // The smallest proof that rests on this very line says most.
    let culprits = broken.filter(\.isCulprit)
    let proved = culprits.isEmpty ? broken.filter { $0.change.proof != nil } : culprits
    let first = (proved.isEmpty ? broken : proved).min { $0.size < $1.size } ?? broken[0]
    let others = Set(broken.map(\.comparison.schema)).subtracting([first.comparison.schema]).sorted()
    var explanation = first.reasons(at: place)
    explanation += first.change.plan.explanation
    explanation += others.prefix(Self.namedLimit).map { Explanation("also breaks `\($0)`") }
    if others.count > Self.namedLimit {
      explanation.append(Explanation("also breaks \(others.count - Self.namedLimit) more schemas"))
    }
    return finding(
      first.message(at: place), at: place, explanation: explanation, help: first.help,
      data: first.data(dependents: others), cause: first.cause
    ).depending(on: first.change.plan, at: stage)
  }

  private static let namedLimit = 5
}

/// A schema that a change at some place breaks.
private struct BrokenSchema {
  let comparison: SchemaComparison
  let whole: SchemaBreak
  let change: SchemaBreak.Change
  let isCulprit: Bool

  var code: String? { change.code }

  /// The same edit of many files is one cause.
  var cause: String? { change.difference.map { "\(comparison.direction.rawValue) \($0)" } }

  var size: Int { (change.proof ?? whole.proof).witness.tape.entries.count }

  /// "removing `paid` from `enum` is not backward compatible: `{"state":"paid"}` was valid before and is rejected now".
  func message(at place: Place) -> String {
    // The path of the place is shown beside the message.
    let schema = comparison.schema == place.path ? "" : " in `\(comparison.schema)`"
    let isForward = comparison.direction == .forward
    let what = "\(change.words) is not \(isForward ? "forward" : "backward") compatible\(schema)"
    guard let proof = change.proof else { return "\(what); no example of this change alone was found" }
    let witness = Self.line(proof.witness)
    let before = comparison.earlier.version.map { "by `\($0)`" } ?? "before"
    return isForward
      ? "\(what): \(witness) is valid now and was rejected \(before)"
      : "\(what): \(witness) was valid \(before) and is rejected now"
  }

  var help: String {
    comparison.direction == .forward
      ? "write only what the old version accepts, add a new version of the schema, or add a waiver"
      : "keep accepting the old values, add a new version of the schema, or add a waiver"
  }

  /// What refuses the document, and which value in it.
  func reasons(at place: Place) -> [Explanation] {
    var reasons: [Explanation] = []
    if let refusal = change.proof?.refusal {
      let value = refusal.instance.tokens.isEmpty ? "" : ", at \(refusal.instance)"
      reasons.append(Explanation("\(refusal.message)\(value)"))
    }
    if whole.content == .open, code == "property-added" {
      reasons.append(
        Explanation("`schemas.compatibility.content` is `open`: writers may send anything under an undeclared name"))
    }
    return reasons
  }

  /// A document as one line; of a large one the beginning.
  private static func line(_ witness: Node) -> String {
    let text = witness.json()
    guard text.utf8.count > 300 else { return "`\(text)`" }
    return "`\(text.prefix(300))…` (\(text.utf8.count) bytes; `contracts compare` shows all)"
  }

  /// What a program would read: also which other schemas break by the same line.
  func data(dependents: [String]) -> Node {
    var members: [(String, Node)] = [
      ("schema", .string(comparison.schema)), ("direction", .string(comparison.direction.rawValue)),
      ("earlier", .string(comparison.earlier.version ?? "base")),
    ]
    if let code { members.append(("code", .string(code))) }
    members.append(("breaks", comparison.direction == .forward ? "readers" : "writers"))
    if !dependents.isEmpty { members.append(("dependents", .array(dependents.map(Node.string)))) }
    members.append(("proved", .boolean(change.proof != nil)))
    // A document of megabytes would be most of a report.
    if let witness = change.proof?.witness, witness.json().utf8.count < 10_000 {
      members.append(("witness", witness))
    }
    return .object(members)
  }
}
