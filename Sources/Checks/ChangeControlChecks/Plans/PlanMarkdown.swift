internal import Findings
package import Terraform

/// A plan for people: what is lost first, and never more than a comment of GitHub may have.
package struct PlanMarkdown: Sendable {
  package let text: String

  /// GitHub refuses comments of 65,536 characters.
  package static let limit = 60_000

  package init(_ plan: PlanEnvelope) {
    let name = plan.environment ?? "?"
    let effects = plan.effects
    let groups: [(title: String, changes: [PlannedChange])] = [
      ("Replaced", effects.filter(\.isReplacement)),
      ("Deleted", effects.filter { $0.actions == ["delete"] }),
      ("Forgotten, and left running", effects.filter { $0.actions.contains("forget") && !$0.isReplacement }),
      ("Created", effects.filter { $0.actions == ["create"] }),
      ("Changed", effects.filter { $0.actions == ["update"] }),
      ("Moved", effects.filter { $0.previousAddress != nil && ($0.actions == ["no-op"] || $0.actions == ["read"]) }),
    ]
    let counts = groups.filter { !$0.changes.isEmpty }.map { "\($0.changes.count) \($0.title.lowercased())" }
    var lines = [
      "### Plan of \(MarkdownText.foreignCell(name)): \(counts.isEmpty ? "no changes" : counts.joined(separator: ", "))",
      "",
    ]
    if plan.isErrored { lines += ["**The plan ended with an error.**", ""] }
    if plan.isComplete == false || plan.binary?.targets.isEmpty == false {
      lines += ["**The plan is not whole.**", ""]
    }
    if plan.binary == nil { lines += ["Backend and workspace are not known: only the JSON was given.", ""] }
    var size = lines.reduce(0) { $0 + $1.utf8.count + 1 }
    var left = 0
    for group in groups where !group.changes.isEmpty {
      var rows = ["**\(group.title)**", "", "| resource | type | why |", "| --- | --- | --- |"]
      size += rows.reduce(0) { $0 + $1.utf8.count + 1 }
      for change in group.changes {
        let why =
          change.previousAddress.map { "was \(MarkdownText.foreignCell($0))" } ?? MarkdownText.cell(Self.reason(change))
        let row = "| \(MarkdownText.foreignCell(change.address)) | \(MarkdownText.foreignCell(change.type)) | \(why) |"
        guard left == 0, size + row.utf8.count < Self.limit else {
          left += 1
          continue
        }
        size += row.utf8.count + 1
        rows.append(row)
      }
      if rows.count > 4 { lines += rows + [""] }
    }
    if left > 0 { lines += ["… and \(left) more, which the envelope has.", ""] }
    text = lines.joined(separator: "\n")
  }

  private static func reason(_ change: PlannedChange) -> String {
    let words = change.words
    return words == change.verb ? "" : String(words.dropFirst(change.verb.count)).trimmingPrefix(", ").description
  }
}
