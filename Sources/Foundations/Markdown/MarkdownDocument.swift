internal import CCMark
package import Documents

/// A document in GitHub Flavored Markdown, as cmark-gfm reads it: its blocks in their order, and its links.
///
/// What stands in a fenced block is no heading, what stands in a comment is no text, and both forms of headings are one.
package struct MarkdownDocument: Sendable {
  package let source: SourceText

  /// The YAML between two lines of `---` at the beginning; `nil` where there is none, or where it is no YAML.
  package let frontMatter: Node?

  package let blocks: [Block]
  package let links: [Link]

  /// The largest document that is parsed, in bytes: the parser takes time in proportion, and a page has a few thousand.
  package static let sizeLimit = 4 << 20

  /// Parses a document.
  ///
  /// - Throws: a `MarkdownError` for bytes that are no UTF-8, or too many of them.
  package init(_ source: SourceText) throws(MarkdownError) {
    guard source.bytes.count <= Self.sizeLimit else {
      throw MarkdownError("it has more than \(Self.sizeLimit >> 20) MiB")
    }
    guard source.firstInvalidUTF8 == nil else { throw MarkdownError("it is not valid UTF-8") }
    self.source = source
    let front = FrontMatter(source)
    frontMatter = front.root
    let parsed = MarkdownParser.parse(front.body)
    blocks = parsed.blocks
    var finder = LinkFinder(source)
    links = parsed.destinations.map { finder.link(to: $0.url, line: $0.line) }
  }

  /// The text of a heading of the first level, or of the first heading.
  package var title: String? {
    let headings = blocks.compactMap { block -> (Int, String)? in
      if case .heading(let level) = block.kind { (level, block.text) } else { nil }
    }
    return (headings.first { $0.0 == 1 } ?? headings.first)?.1
  }
}

extension MarkdownDocument {
  /// A block of the document itself: what a list or a quotation holds belongs to it.
  package struct Block: Sendable {
    package enum Kind: Sendable, Equatable {
      case heading(level: Int)
      case paragraph
      /// The text of each item, those of lists within among them.
      case list(items: [Item])
      case code
      /// The cells of each row, the header first.
      case table(rows: [Row])
      /// HTML, of which comments are the usual case.
      case html
      case other
    }

    package struct Item: Sendable, Equatable {
      package let text: String
      package let line: Int

      package init(text: String, line: Int) {
        self.text = text
        self.line = line
      }
    }

    package struct Row: Sendable, Equatable {
      package let cells: [String]
      package let line: Int

      package init(cells: [String], line: Int) {
        self.cells = cells
        self.line = line
      }
    }

    package let kind: Kind

    /// The text that a reader sees, without marks and comments.
    package let text: String

    /// The line that it begins on, from 1.
    package let line: Int

    package init(kind: Kind, text: String, line: Int) {
      self.kind = kind
      self.text = text
      self.line = line
    }
  }

  package struct Link: Sendable, Equatable {
    /// Where it leads, as it is written, with escapes of Markdown taken away.
    package let destination: String

    /// Where the destination is written.
    package let range: SourceRange
  }
}

/// Why a text is not read as Markdown.
package struct MarkdownError: Error, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Splits front matter from the rest.
private struct FrontMatter {
  var root: Node?

  /// The document with blank lines in the place of the front matter, so that lines keep their numbers.
  var body: [UInt8]

  init(_ source: SourceText) {
    body = source.bytes
    let mark = "---"
    guard source.lineCount > 2, source.line(1)?.trimmed == mark else { return }
    // Front matter is a few lines; a rule of dashes far below is no end of it.
    for number in 2...min(source.lineCount, 200) where source.line(number)?.trimmed == mark {
      guard let first = source.range(ofLine: 2), let last = source.range(ofLine: number) else { return }
      let text = Array(source.bytes[Int(first.start)..<Int(last.start)])
      let root: Node
      do throws(DocumentError) {
        root = try Document.yaml(SourceText(text)).root
      } catch {
        return
      }
      guard root.object != nil else { return }
      self.root = root
      let head = source.bytes[..<Int(last.end)].filter { $0 == UInt8(ascii: "\n") }
      body = head + source.bytes[Int(last.end)...]
      return
    }
  }
}

/// Looks up where in the source the destinations of links are written, in their order.
private struct LinkFinder {
  private let source: SourceText
  private var cursor = 0

  init(_ source: SourceText) {
    self.source = source
  }

  mutating func link(to url: String, line: Int) -> MarkdownDocument.Link {
    let bytes = Array(url.utf8)
    let start = source.range(ofLine: line).map { Int($0.start) } ?? 0
    if let found = source.bytes.firstRange(of: bytes, from: max(cursor, start)) {
      cursor = found.upperBound
      return MarkdownDocument.Link(destination: url, range: SourceRange(found.lowerBound, found.upperBound))
    }
    // The destination of a reference is written elsewhere, and one with an escape otherwise.
    let found = source.bytes.firstRange(of: bytes, from: 0)
    let range = found.map { SourceRange($0.lowerBound, $0.upperBound) } ?? source.range(ofLine: line)
    return MarkdownDocument.Link(destination: url, range: range ?? .none)
  }
}

extension [UInt8] {
  /// The first place at or behind an offset at which some bytes stand.
  fileprivate func firstRange(of bytes: [UInt8], from start: Int) -> Range<Int>? {
    guard let first = bytes.first, start <= count - bytes.count else { return nil }
    var index = start
    while index <= count - bytes.count {
      guard let next = self[index...].firstIndex(of: first), next <= count - bytes.count else { return nil }
      if self[next..<(next + bytes.count)].elementsEqual(bytes) { return next..<(next + bytes.count) }
      index = next + 1
    }
    return nil
  }
}

extension String {
  /// The text without white space at its ends.
  package var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
