package import Calendars
internal import Documents
internal import Findings
package import Git
package import Markdown

/// A postmortem, as its file says it.
package struct Postmortem: Sendable {
  package let path: RepositoryPath
  package let document: MarkdownDocument

  /// The issues and pull requests that it names as its incident.
  package let incidents: [Int]

  package let began: Instant?
  package let restored: Instant?

  init(path: RepositoryPath, _ document: MarkdownDocument) {
    (self.path, self.document) = (path, document)
    let named = ["Incident", "Incidents", "Issue", "Hotfix", "Pull request"].compactMap { document.field($0) }
    incidents = named.flatMap { text in
      text.split { !$0.isNumber }.compactMap { Int($0) }
    }
    began = Self.instant(document.field("Began") ?? document.field("Started") ?? document.field("Start"))
    restored = Self.instant(document.field("Restored") ?? document.field("Resolved") ?? document.field("End"))
  }

  /// An instant of RFC 3339, or with a space and without seconds, which is UTC.
  static func instant(_ text: String?) -> Instant? {
    guard let text else { return nil }
    let words = text.split(whereSeparator: { $0 == " " || $0 == "T" }).map(String.init)
    if let first = text.split(separator: " ").first, let instant = Instant(rfc3339: String(first)) { return instant }
    guard words.count >= 2 else { return nil }
    let time = words[1].prefix { $0.isNumber || $0 == ":" }
    let full = time.split(separator: ":").count == 2 ? "\(time):00" : String(time)
    return Instant(rfc3339: "\(words[0])T\(full)Z")
  }

  /// Whether it has the id of a commit in it, in full or shortened.
  func names(_ commit: ObjectID) -> Bool {
    let id = commit.description
    return document.blocks.contains { block in
      block.text.split { !$0.isHexDigit }.contains { $0.count >= 7 && id.hasPrefix($0.lowercased()) }
    }
  }

  func place(ofLine line: Int?) -> Place {
    guard let line, let range = document.source.range(ofLine: line) else { return Place(path: path.description) }
    return Place(range, of: document.source, path: path.description)
  }

  /// The rows of its table of actions that lack an owner or a day: the line of each, and what is missing.
  ///
  /// `nil` where it has no such table or list.
  var incompleteActions: [(line: Int, missing: String)]? {
    guard let section = document.section(["Actions", "Action items", "Follow-up", "Follow-ups"]) else { return nil }
    var found: [(Int, String)] = []
    var paragraphs: [MarkdownDocument.Block] = []
    var count = 0
    for block in section.blocks {
      switch block.kind {
      case .table(let rows):
        guard let header = rows.first?.cells.map(MarkdownDocument.folded) else { continue }
        let owner = header.firstIndex { ["owner", "who", "assignee", "responsible"].contains($0) }
        let due = header.firstIndex { ["due", "date", "by", "when", "deadline", "due date"].contains($0) }
        for row in rows.dropFirst() where row.cells.contains(where: { !$0.isEmpty }) {
          count += 1
          if Self.cell(row.cells, owner).isEmpty { found.append((row.line, "an owner")) }
          if CivilDate(Self.cell(row.cells, due)) == nil { found.append((row.line, "a date (2026-12-31)")) }
        }
      case .list(let items):
        for item in items where !item.text.isEmpty {
          count += 1
          found += Self.faults(of: item.text).map { (item.line, $0) }
        }
      case .paragraph:
        // `None` says that there is nothing to do; other words are an action without owner and day.
        let first = block.text.lowercased().split { !$0.isLetter }.first
        guard let first, !["none", "no", "nothing"].contains(first) else { continue }
        paragraphs.append(block)
      default: continue
      }
    }
    if count == 0 {
      for block in paragraphs {
        count += 1
        found += Self.faults(of: block.text).map { (block.line, $0) }
      }
    }
    return count == 0 ? nil : found
  }

  /// What an action in words lacks.
  private static func faults(of text: String) -> [String] {
    var faults: [String] = []
    let words = text.split { $0.isWhitespace || "(),;:".contains($0) }
    if !words.contains(where: { $0.hasPrefix("@") }), text.lowercased().firstRange(of: "owner:") == nil {
      faults.append("an owner (@login)")
    }
    let days = text.split { !$0.isNumber && $0 != "-" }.map(String.init)
    if !days.contains(where: { CivilDate($0) != nil }) { faults.append("a date (2026-12-31)") }
    return faults
  }

  private static func cell(_ cells: [String], _ index: Int?) -> String {
    guard let index, index < cells.count else { return "" }
    let text = cells[index]
    return ["-", "tbd", "todo", "?", "n/a"].contains(text.lowercased()) ? "" : text
  }
}

/// Business days: those of the week that are no holidays.
package struct BusinessDays: Sendable {
  package let zone: Zone
  package let holidays: Set<CivilDate>

  package init(zone: Zone, holidays: Set<CivilDate>) {
    (self.zone, self.holidays) = (zone, holidays)
  }

  package func isBusinessDay(_ date: CivilDate) -> Bool {
    date.weekday != .saturday && date.weekday != .sunday && !holidays.contains(date)
  }

  /// The day that is so many business days after the one of an instant, on whose end something is due.
  package func day(_ count: Int, after instant: Instant) -> CivilDate {
    day(count, after: zone.local(at: instant).date)
  }

  /// The day that is so many business days after another one, of which a day off counts as the next business day.
  package func day(_ count: Int, after date: CivilDate) -> CivilDate {
    var date = date
    var left = count
    // A calendar without a business day would have no end.
    for _ in 0..<5000 where !isBusinessDay(date) || left > 0 {
      if isBusinessDay(date) { left -= 1 }
      date = date.adding(days: 1)
    }
    return date
  }

  /// How many business days an instant lies behind a day; 0 on the day itself and before.
  package func overdue(since date: CivilDate, at instant: Instant) -> Int {
    let today = zone.local(at: instant).date
    var count = 0
    var next = date.adding(days: 1)
    while next <= today, count < 5000 {
      if isBusinessDay(next) { count += 1 }
      next = next.adding(days: 1)
    }
    return today > date ? max(1, count) : 0
  }
}
