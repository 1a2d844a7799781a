/// Writes trees as JSON: keys in their order, numbers as they were written, on one line or indented by two spaces.
struct JSONWriter {
  private(set) var output: [UInt8] = []
  private let isPretty: Bool
  private var open: [Frame] = []

  private struct Frame {
    var isObject: Bool
    var remaining: Int
    /// The index of the entry after all that is inside.
    var end: Int
  }

  init(isPretty: Bool) {
    self.isPretty = isPretty
  }

  mutating func write(_ node: Node) {
    let tape = node.tape
    var position = node.index
    while true {
      if open.last?.isObject == true {
        writeString(tape, tape.entries[position])
        output += isPretty ? [Byte.colon, Byte.space] : [Byte.colon]
        position += 1
      }
      writeValue(tape, at: position)
      position += 1
      while let frame = open.last, frame.remaining == 0 {
        position = frame.end
        close(frame)
      }
      guard !open.isEmpty else { return }
      open[open.count - 1].remaining -= 1
      if output.last != Byte.openBrace, output.last != Byte.openBracket { output.append(Byte.comma) }
      breakLine()
    }
  }

  /// Writes a scalar, or the opening bracket of an array or object.
  private mutating func writeValue(_ tape: Tape, at position: Int) {
    let entry = tape.entries[position]
    switch entry.kind {
    case .null, .table: output += "null".utf8
    case .boolean: output += (entry.flag ? "true" : "false").utf8
    case .number: tape.withText(of: entry) { append($0) }
    case .string: writeString(tape, entry)
    case .array, .object:
      let isObject = entry.kind == .object
      output.append(isObject ? Byte.openBrace : Byte.openBracket)
      open.append(Frame(isObject: isObject, remaining: entry.count, end: position + entry.stride))
    }
  }

  private mutating func close(_ frame: Frame) {
    open.removeLast()
    if output.last != Byte.openBrace, output.last != Byte.openBracket { breakLine() }
    output.append(frame.isObject ? Byte.closeBrace : Byte.closeBracket)
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    output.append(Byte.lineFeed)
    output += repeatElement(Byte.space, count: 2 * open.count)
  }

  private mutating func writeString(_ tape: Tape, _ entry: Entry) {
    output.append(Byte.quote)
    tape.withText(of: entry) { text in
      JSONEscaping.safe.append(text, to: &output)
    }
    output.append(Byte.quote)
  }

  private mutating func append(_ text: Span<UInt8>) {
    for offset in text.indices { output.append(text[offset]) }
  }
}

extension Node {
  /// Writes the value as JSON, on one line or, pretty, with one member or element a line; no line break at the end.
  ///
  /// Keys keep their order and numbers their text. Whatever a terminal could obey is escaped, see `JSONEscaping`.
  package func json(pretty: Bool = false) -> String {
    String(decoding: jsonBytes(pretty: pretty), as: UTF8.self)
  }

  /// Writes what `json` does, in UTF-8.
  package func jsonBytes(pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(isPretty: pretty)
    writer.write(self)
    return writer.output
  }
}

extension Node: CustomStringConvertible {
  /// The value as JSON on one line.
  @usableFromInline package var description: String { json() }
}
