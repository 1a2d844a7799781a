internal import Documents
package import Findings
package import Git
package import Markdown

/// An architecture decision record, as its file says it: Nygard's form, MADR's, or a list of fields below the title.
package struct DecisionRecord: Sendable {
  package let path: RepositoryPath
  package let number: Int
  package let document: MarkdownDocument

  /// The first word of its status in lower case; `proposed` where it says nothing.
  package let status: String

  /// Whether it says what its status is.
  package let hasStatus: Bool

  /// The numbers of the decisions that it takes the place of.
  package let supersedes: [Int]

  /// The numbers of the decisions that have taken its place.
  package let supersededBy: [Int]

  init(path: RepositoryPath, number: Int, _ document: MarkdownDocument) {
    (self.path, self.number, self.document) = (path, number, document)
    // A list further down may speak of the status of something else.
    let written = document.headField("Status") ?? document.section(["Status"])?.text ?? document.field("Status")
    hasStatus = written?.isEmpty == false
    let words = (written ?? "").lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init)
    // The program adr-tools spells it so.
    status = words.first.map { $0 == "superceded" ? "superseded" : $0 } ?? "proposed"
    let relations = DecisionRelations(of: document)
    supersededBy = relations.numbers(after: ["superseded by", "superceded by"], or: written)
    supersedes = relations.numbers(after: ["supersedes", "supercedes"], or: written)
  }

  /// The number in the name of a record, and `nil` of a page that is none.
  static func number(of path: RepositoryPath) -> Int? {
    guard path.isMarkdown else { return nil }
    let digits = path.name.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }
    // `2026-11-30-notes.md` is a page of a day.
    guard digits.utf8.count <= 5,
      !(digits.utf8.count == 4 && path.name.hasPrefix("\(digits)-") && Self.isDay(path.name))
    else { return nil }
    return Int(digits)
  }

  private static func isDay(_ name: String) -> Bool {
    let parts = name.split(separator: "-", maxSplits: 3)
    return parts.count > 2 && parts[1].count == 2 && Int(parts[1]) != nil && Int(parts[2].prefix(2)) != nil
  }

  /// The number with its zeros, as it is in the name.
  package var shown: String { Self.shown(number) }

  static func shown(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The place of the whole record.
  package var place: Place { Place(path: path.description) }

  /// The line of a heading, or the record as a whole.
  func place(ofLine line: Int?) -> Place {
    guard let line, let range = document.source.range(ofLine: line) else { return place }
    return Place(range, of: document.source, path: path.description)
  }

  /// What it says beside its status, so that an edit of that alone is told from another one.
  var body: [String] {
    let states = ["status", "supersedes", "superseded by"]
    func isState(_ text: String) -> Bool {
      let key = text.prefix { $0 != ":" }.lowercased()
      return states.contains { key.trimmed == $0 }
    }
    var body: [String] = []
    var isInStatus = false
    for block in document.blocks {
      switch block.kind {
      case .heading:
        isInStatus = MarkdownDocument.folded(block.text) == "status"
        if !isInStatus { body.append(block.text) }
      case .list(let items): body += items.map(\.text).filter { !isState($0) }
      case .html: continue
      default: if !isInStatus { body += block.text.split(separator: "\n").map(String.init).filter { !isState($0) } }
      }
    }
    return body
  }
}

extension DecisionRecord {
  /// The names that a section may have: those of MADR beside Nygard's.
  static func headings(of section: String) -> [String] {
    switch MarkdownDocument.folded(section) {
    case "context": [section, "Context and Problem Statement", "Problem", "Problem Statement"]
    case "decision": [section, "Decision Outcome", "Chosen Option"]
    default: [section]
    }
  }
}

extension MarkdownSection {
  /// Whether it says something that its template does not.
  func isFilled(beyond template: MarkdownSection?) -> Bool {
    let given = Set((template?.blocks ?? []).flatMap(\.statements))
    return blocks.flatMap(\.statements).contains { statement in
      !given.contains(statement) && !Self.placeholders.contains(statement.lowercased())
        && !Self.isPlaceholder(statement)
    }
  }

  /// Whether braces hold the place of what it should say, as the templates of MADR have them: `{justification}`.
  private static func isPlaceholder(_ statement: String) -> Bool {
    var depth = 0
    var (outside, hasWords) = ("", false)
    for character in statement {
      if character == "{" { depth += 1 }
      if depth == 0 { outside.append(character) } else if character == " " { hasWords = true }
      if character == "}" { depth = max(0, depth - 1) }
    }
    return hasWords && outside.split { !$0.isLetter }.count < 4
  }

  /// What is written where something is still to be written.
  private static let placeholders: Set = ["", "tbd", "todo", "to do", "...", "…", "n/a", "-", "none", "xxx", "?"]
}

extension MarkdownDocument.Block {
  /// What it says, one statement each; headings, comments and rules say nothing.
  fileprivate var statements: [String] {
    switch kind {
    case .heading, .html: []
    case .list(let items): items.map { $0.text.foldedSpace }
    case .table(let rows): rows.dropFirst().map { $0.cells.joined(separator: " ").foldedSpace }
    default: [text.foldedSpace]
    }
  }
}

extension String {
  /// The words with one space between them.
  var foldedSpace: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
