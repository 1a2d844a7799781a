internal import Changes
internal import Documents
package import Findings
internal import Git
internal import Markdown
internal import Policy

/// What a change does to the onboarding checklist and to reports of audits.
package struct DocumentReview: Sendable {
  /// Links of the checklist that lead nowhere because of the change.
  package let deadLinks: [DeadLink]

  /// The checklist, where the change removes it.
  package let removedChecklist: Place?

  /// Reports of audits that the change adds or edits and that lack something: the place, and what is wrong.
  package let reportFaults: [(place: Place, message: String, help: String)]
  package let unreadable: [UnreadableInput]

  init(_ change: Change, policy: ChangeControlPolicy) {
    var unreadable: [UnreadableInput] = []
    var deadLinks: [DeadLink] = []
    var removed: Place?
    if let path = policy.onboarding {
      switch change.judged.file(path) {
      case .bytes(let bytes):
        let touched = Set(change.files.map(\.path))
        do throws(MarkdownError) {
          let document = try MarkdownDocument(SourceText(bytes))
          let before = Self.deadDestinations(at: path, in: change.base)
          // A link is broken by the change where it leads nowhere now, and did not, or is new.
          deadLinks =
            touched.isEmpty
            ? [] : document.deadLinks(at: path, in: change.judged).filter { !before.contains($0.destination) }
        } catch {
          if touched.contains(path) {
            unreadable.append(UnreadableInput(path, "could not check the checklist because \(error)"))
          }
        }
      case .absent: if change.base.has(path) { removed = Place(path: path.description) }
      case .unreadable(let why):
        unreadable.append(UnreadableInput(path, "could not check the checklist because \(why)"))
      }
    }
    (self.deadLinks, removedChecklist, self.unreadable) = (deadLinks, removed, unreadable)
    reportFaults = change.files.filter { $0.new != nil }.flatMap { file in
      AuditReportCheck.faults(of: file.path, in: change.judged, policy.auditReports)
    }
  }

  /// Where links of the checklist led nowhere before.
  private static func deadDestinations(at path: RepositoryPath, in tree: Snapshot) -> Set<String> {
    guard let bytes = tree.bytes(path) else { return [] }
    do throws(MarkdownError) {
      return Set(try MarkdownDocument(SourceText(bytes)).deadLinks(at: path, in: tree).map(\.destination))
    } catch {
      return []
    }
  }
}

/// What a report of an audit has to say.
enum AuditReportCheck {
  static func faults(
    of path: RepositoryPath, in tree: Snapshot, _ policy: AuditReportPolicy
  ) -> [(place: Place, message: String, help: String)] {
    guard let folder = policy.folder, path.hasPrefix(folder), path.isMarkdown, path.name.lowercased() != "readme.md",
      let bytes = tree.bytes(path)
    else { return [] }
    let whole = Place(path: path.description)
    var faults: [(place: Place, message: String, help: String)] = []
    if CivilDay.of(path) == nil {
      faults.append((whole, "the name of an audit report is its day, as 2026-11-10.md", "git mv \(path) …"))
    }
    do throws(MarkdownError) {
      let document = try MarkdownDocument(SourceText(bytes))
      for field in policy.fields where !has(field, in: document) {
        faults.append((whole, "this audit report does not say its \(field)", "add `- \(field.capitalizedFirst): …`"))
      }
    } catch {
      faults.append((whole, "this audit report cannot be read: \(error)", "write it in UTF-8"))
    }
    return faults
  }

  /// Whether a field is a line of its own, the column of a table, or a section with text in it.
  private static func has(_ field: String, in document: MarkdownDocument) -> Bool {
    if document.field(field)?.isEmpty == false { return true }
    if document.section([field])?.isFilled(beyond: nil) == true { return true }
    let wanted = MarkdownDocument.folded(field)
    return document.blocks.contains { block in
      guard case .table(let rows) = block.kind, let header = rows.first,
        let column = header.cells.firstIndex(where: { MarkdownDocument.folded($0) == wanted })
      else { return false }
      return rows.count > 1 && rows.dropFirst().allSatisfy { $0.cells.count > column && !$0.cells[column].isEmpty }
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
