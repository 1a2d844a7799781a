package import Documents
package import Findings

/// The edits of a file as a unified diff, as `git apply` takes it.
package struct UnifiedDiff {
  package let bytes: [UInt8]

  /// Makes the diff of one file; empty where no edit is made.
  package init(of source: SourceText, path: String, _ edits: [TextEdit]) {
    let edits = edits.separated(in: source)
    guard !edits.isEmpty else {
      bytes = []
      return
    }
    let lines = Lines(of: source.bytes)
    var output = Array("--- a/\(path)\n+++ b/\(path)\n".utf8)
    var shift = 0
    for hunk in Hunk.all(of: edits, in: lines) {
      let old = lines.bytes(of: hunk.lines)
      let start = Int(lines.start(of: hunk.lines.lowerBound))
      let new = Lines(
        of: SourceText(old).applying(hunk.edits.map { $0.moved(by: start) }).bytes)
      output += Array(
        "@@ -\(hunk.header(hunk.lines.count)) +\(hunk.header(new.count, movedBy: shift)) @@\n".utf8)
      output += Self.body(old: Lines(of: old), new: new)
      shift += new.count - hunk.lines.count
    }
    bytes = output
  }

  /// Lines that go and come, between those that stay at both ends.
  private static func body(old: Lines, new: Lines) -> [UInt8] {
    var head = 0
    while head < min(old.count, new.count), old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    var body: [UInt8] = []
    func add(_ mark: Character, _ lines: Lines, _ range: Range<Int>) {
      for index in range {
        body += Array(String(mark).utf8) + lines[index]
        if lines[index].last != UInt8(ascii: "\n") { body += Array("\n\\ No newline at end of file\n".utf8) }
      }
    }
    add(" ", old, 0..<head)
    add("-", old, head..<old.count - tail)
    add("+", new, head..<new.count - tail)
    add(" ", old, old.count - tail..<old.count)
    return body
  }
}

/// Edits that are shown together, with the lines around them.
private struct Hunk {
  var lines: Range<Int>
  var edits: [TextEdit]

  /// How many lines are shown before and after a change.
  static let context = 3

  static func all(of edits: [TextEdit], in lines: Lines) -> [Hunk] {
    var hunks: [Hunk] = []
    for edit in edits {
      let first = lines.line(at: edit.range.start)
      let last = lines.line(at: max(edit.range.start, edit.range.end == 0 ? 0 : edit.range.end - 1))
      let shown = max(0, first - context)..<min(lines.count, last + context + 1)
      if let before = hunks.last, before.lines.upperBound >= shown.lowerBound {
        hunks[hunks.count - 1].lines = before.lines.lowerBound..<max(before.lines.upperBound, shown.upperBound)
        hunks[hunks.count - 1].edits.append(edit)
      } else {
        hunks.append(Hunk(lines: shown, edits: [edit]))
      }
    }
    return hunks
  }

  /// The first line and the number of lines, where a range of none is named by the line before it.
  func header(_ count: Int, movedBy shift: Int = 0) -> String {
    "\(lines.lowerBound + shift + (count == 0 ? 0 : 1)),\(count)"
  }
}

/// The lines of a text, each with its line break.
private struct Lines {
  private let text: [UInt8]
  private var starts: [Int] = []

  init(of text: [UInt8]) {
    self.text = text
    var start = 0
    while start < text.count {
      starts.append(start)
      start = (text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count - 1) + 1
    }
  }

  var count: Int { starts.count }

  subscript(index: Int) -> [UInt8] { bytes(of: index..<index + 1) }

  func start(of line: Int) -> Int { line < starts.count ? starts[line] : text.count }

  func bytes(of range: Range<Int>) -> [UInt8] { Array(text[start(of: range.lowerBound)..<start(of: range.upperBound)]) }

  /// The line that has a byte.
  func line(at offset: UInt32) -> Int {
    max(0, (starts.firstIndex { $0 > Int(offset) } ?? starts.count) - 1)
  }
}

extension TextEdit {
  fileprivate func moved(by start: Int) -> TextEdit {
    TextEdit(SourceRange(Int(range.start) - start, Int(range.end) - start), with: replacement)
  }
}
