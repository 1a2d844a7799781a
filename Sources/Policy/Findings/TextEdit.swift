package import Documents

/// A replacement of a part of a file.
package struct TextEdit: Sendable, Hashable {
  /// What is replaced, in bytes; an empty range inserts.
  package let range: SourceRange

  package let replacement: String

  package init(_ range: SourceRange, with replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}

/// What repairs a finding by itself, in the file of its place, and changes the meaning of nothing else.
package struct Fix: Sendable, Hashable {
  /// What it does, in the imperative: "Remove `minLength`".
  package let title: String

  package let edits: [TextEdit]

  package init(_ title: String, _ edits: [TextEdit]) {
    self.title = title
    self.edits = edits
  }
}

extension [TextEdit] {
  /// The edits in the order of their places, without those that overlap an earlier one or leave the text.
  package func separated(in source: SourceText) -> [TextEdit] {
    var kept: [TextEdit] = []
    for edit in Set(self).sorted(by: { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }) {
      guard edit.range.start <= edit.range.end, edit.range.end <= source.bytes.count else { continue }
      if let last = kept.last, edit.range.start < last.range.end || edit.range == last.range { continue }
      kept.append(edit)
    }
    return kept
  }
}

extension SourceText {
  /// The text with edits made; of two that overlap the earlier one.
  package func applying(_ edits: [TextEdit]) -> SourceText {
    var edited: [UInt8] = []
    var position = 0
    for edit in edits.separated(in: self) {
      edited += bytes[position..<Int(edit.range.start)]
      edited += Array(edit.replacement.utf8)
      position = Int(edit.range.end)
    }
    return SourceText(edited + bytes[position...])
  }
}

extension SourceText {
  /// The edit that removes a range: with its whole line where nothing else is on it, else with the blanks before it.
  package func removal(of range: SourceRange) -> TextEdit {
    let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
    var (start, end) = (Int(range.start), Int(range.end))
    while end > start, [UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains(bytes[end - 1]) { end -= 1 }
    while start > 0, blanks.contains(bytes[start - 1]) { start -= 1 }
    let beginsLine = start == 0 || bytes[start - 1] == UInt8(ascii: "\n")
    var lineEnd = end
    while lineEnd < bytes.count, blanks.contains(bytes[lineEnd]) || bytes[lineEnd] == UInt8(ascii: "\r") {
      lineEnd += 1
    }
    let endsLine = lineEnd == bytes.count || bytes[lineEnd] == UInt8(ascii: "\n")
    if beginsLine, endsLine { end = min(lineEnd + 1, bytes.count) }
    if beginsLine, !endsLine { start = Int(range.start) }
    return TextEdit(SourceRange(start, end), with: "")
  }
}
