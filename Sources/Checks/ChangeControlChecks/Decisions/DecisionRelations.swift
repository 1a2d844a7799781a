internal import Documents
internal import Markdown

/// What a decision record says of others: `Supersedes: 0001`, `Superseded by [ADR-3](0003-topics.md)`, or a list of them.
struct DecisionRelations {
  private let lines: [String]
  private let fields: [(name: String, value: String)]

  init(of document: MarkdownDocument) {
    var lines: [String] = []
    var fields: [(String, String)] = []
    for member in document.frontMatter?.object.map(Array.init) ?? [] {
      for value in member.value.array.map(Array.init) ?? [member.value] {
        guard let text = value.string ?? value.number.map({ "\($0)" }) else { continue }
        fields.append((MarkdownDocument.folded(member.key), text))
      }
    }
    for block in document.blocks {
      switch block.kind {
      case .paragraph: lines += Self.lines(of: block.text)
      case .list(let items): lines += items.flatMap { Self.lines(of: $0.text) }
      case .table(let rows):
        for row in rows where row.cells.count > 1 {
          fields.append((MarkdownDocument.folded(row.cells[0]), row.cells[1]))
        }
      default: continue
      }
    }
    (self.lines, self.fields) = (lines, fields)
  }

  private static func lines(of text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  /// The numbers of decisions that follow one of some words, each once; `status` may have them as well.
  func numbers(after words: [String], or status: String?) -> [Int] {
    var numbers = fields.filter { words.contains($0.name) }.flatMap { Self.leadingNumbers($0.value[...]) }
    for line in lines + Self.lines(of: status ?? "") {
      let start = line.drop { !$0.isLetter }
      guard let word = words.first(where: start.lowercased().hasPrefix) else { continue }
      numbers += Self.leadingNumbers(start.dropFirst(word.count))
    }
    var seen: Set<Int> = []
    return numbers.filter { seen.insert($0).inserted }
  }

  /// The numbers at the beginning of a text; those of a title that follows are no decisions: `2. Use Kafka 3`.
  private static func leadingNumbers(_ text: Substring) -> [Int] {
    var numbers: [Int] = []
    for word in text.lowercased().split(whereSeparator: { $0.isWhitespace || ":,;&*_`[]()#".contains($0) }) {
      // Of a link the name of the file, of `adr-0003` the number.
      let name = (word.split(separator: "/").last ?? "").trimmingPrefix("adr-")
      let digits = name.prefix { $0.isASCII && $0.isNumber }
      if let number = Int(digits), digits.count == name.count || ".-".contains(name[digits.endIndex]) {
        numbers.append(number)
      } else if !["adr", "and", "decision", "decisions", "record", "records", "by"].contains(word) {
        break
      }
    }
    return numbers
  }
}
