internal import Documents

/// What stands below a heading, up to the next one of its level or above.
package struct MarkdownSection: Sendable {
  /// The heading as a reader sees it.
  package let heading: String

  /// The line of the heading, from 1.
  package let line: Int

  /// The blocks of the section itself and of those below it.
  package let blocks: [MarkdownDocument.Block]

  /// What a reader sees of it: headings, comments and rules are nothing.
  package var text: String {
    blocks.filter { block in
      switch block.kind {
      case .heading, .html: false
      default: true
      }
    }.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}

extension MarkdownDocument {
  /// Every section, those within others by themselves as well.
  package var sections: [MarkdownSection] {
    var sections: [MarkdownSection] = []
    for (index, block) in blocks.enumerated() {
      guard case .heading(let level) = block.kind else { continue }
      let rest = blocks[(index + 1)...].prefix { next in
        if case .heading(let other) = next.kind { other > level } else { true }
      }
      sections.append(MarkdownSection(heading: block.text, line: block.line, blocks: Array(rest)))
    }
    return sections
  }

  /// The first section with one of some headings, which are compared without case and without a number before them.
  package func section(_ names: [String]) -> MarkdownSection? {
    let wanted = Set(names.map(Self.folded))
    return sections.first { wanted.contains(Self.folded($0.heading)) }
  }

  /// The value of a field as `- Status: accepted`, `**Status:** accepted`, a row of a table, or of the front matter.
  package func field(_ name: String) -> String? {
    fieldPlace(name)?.value
  }

  /// The value of a field of the document itself: in the front matter, or between the title and the next heading.
  package func headField(_ name: String) -> String? {
    var hasTitle = false
    let end = blocks.firstIndex { block in
      guard case .heading(let level) = block.kind else { return false }
      defer { hasTitle = true }
      return hasTitle || level > 1 && block.line != blocks.first?.line
    }
    return fieldPlace(name, in: blocks[..<(end ?? blocks.endIndex)])?.value
  }

  /// The value of a field, and the line that it is on; of front matter the first.
  package func fieldPlace(_ name: String) -> (value: String, line: Int)? { fieldPlace(name, in: blocks[...]) }

  private func fieldPlace(_ name: String, in blocks: ArraySlice<Block>) -> (value: String, line: Int)? {
    let wanted = Self.folded(name)
    for member in frontMatter?.object.map(Array.init) ?? [] where Self.folded(member.key) == wanted {
      if let text = member.value.string ?? member.value.number.map({ "\($0)" }) { return (text.trimmed, 1) }
    }
    for block in blocks {
      switch block.kind {
      case .list(let items):
        for item in items {
          if let value = Self.value(of: wanted, in: item.text) { return (value, item.line) }
        }
      case .table(let rows):
        for row in rows where row.cells.count > 1 && Self.folded(row.cells[0]) == wanted {
          return (row.cells[1], row.line)
        }
      case .paragraph:
        for (index, line) in block.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
          if let value = Self.value(of: wanted, in: String(line)) { return (value, block.line + index) }
        }
      default: continue
      }
    }
    return nil
  }

  private static func value(of wanted: String, in text: String) -> String? {
    guard let colon = text.firstIndex(of: ":"), folded(String(text[..<colon])) == wanted else { return nil }
    return String(text[text.index(after: colon)...]).split(separator: "\n").first.map { String($0).trimmed } ?? ""
  }

  /// A heading without its number, its case and what is written around it.
  package static func folded(_ heading: String) -> String {
    let words = heading.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.drop { $0.allSatisfy(\.isNumber) }.joined(separator: " ")
  }
}
