internal import CCMark

/// Parses by cmark-gfm and copies what is asked of a document out of its tree.
///
/// The tree is walked by the library's iterator and never by recursion: quotations within quotations have no limit.
enum MarkdownParser {
  struct Result {
    var blocks: [MarkdownDocument.Block] = []
    var destinations: [(url: String, line: Int)] = []
  }

  /// The extensions of each parser, registered once a process.
  ///
  /// Only extensions without characters of their own are attached: those of the others are
  /// kept in a table that all parsers share.
  private static let extensions: [String] = {
    cmark_gfm_core_extensions_ensure_registered()
    return ["table", "tasklist"]
  }()

  static func parse(_ bytes: [UInt8]) -> Result {
    var result = Result()
    let names = extensions
    guard let parser = unsafe cmark_parser_new(CMARK_OPT_DEFAULT) else { return result }
    defer { unsafe cmark_parser_free(parser) }
    for name in names {
      if let found = unsafe cmark_find_syntax_extension(name) {
        _ = unsafe cmark_parser_attach_syntax_extension(parser, found)
      }
    }
    unsafe bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    guard let document = unsafe cmark_parser_finish(parser) else { return result }
    defer { unsafe cmark_node_free(document) }
    var child = unsafe cmark_node_first_child(document)
    while let block = unsafe child {
      var reading = unsafe BlockReading(of: block)
      unsafe reading.read(block)
      result.blocks.append(reading.block)
      result.destinations += reading.destinations
      unsafe child = cmark_node_next(block)
    }
    return result
  }
}

/// One block of the document, on the way to its value.
private struct BlockReading {
  private let type: String
  private let level: Int
  private let line: Int
  private var text = ""
  private var items: [(text: String, line: Int)] = []
  private var rows: [(cells: [String], line: Int)] = []
  private(set) var destinations: [(url: String, line: Int)] = []

  init(of node: OpaquePointer) {
    type = unsafe Self.kind(of: node)
    level = Int(unsafe cmark_node_get_heading_level(node))
    line = Int(unsafe cmark_node_get_start_line(node))
  }

  var block: MarkdownDocument.Block {
    let kind: MarkdownDocument.Block.Kind
    switch type {
    case "heading": kind = .heading(level: level)
    case "paragraph": kind = .paragraph
    case "list":
      kind = .list(items: items.map { MarkdownDocument.Block.Item(text: $0.text.trimmed, line: $0.line) })
    case "code_block": kind = .code
    case "table":
      kind = .table(rows: rows.map { MarkdownDocument.Block.Row(cells: $0.cells.map(\.trimmed), line: $0.line) })
    case "html_block": kind = .html
    default: kind = .other
    }
    return MarkdownDocument.Block(kind: kind, text: text.trimmed, line: line)
  }

  mutating func read(_ block: OpaquePointer) {
    guard let walk = unsafe cmark_iter_new(block) else { return }
    defer { unsafe cmark_iter_free(walk) }
    while true {
      let event = unsafe cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE, let node = unsafe cmark_iter_get_node(walk) else { return }
      guard event == CMARK_EVENT_ENTER else {
        if unsafe Self.endsLine(Self.kind(of: node)) { append("\n") }
        continue
      }
      unsafe enter(node)
    }
  }

  private mutating func enter(_ node: OpaquePointer) {
    let type = unsafe Self.kind(of: node)
    let start = Int(unsafe cmark_node_get_start_line(node))
    switch type {
    case "text", "code", "code_block":
      append(unsafe Self.text(cmark_node_get_literal(node)))
      if type == "code_block" { append("\n") }
    // A field may be a line of its own within a paragraph.
    case "softbreak": append(self.type == "heading" ? " " : "\n")
    case "linebreak": append("\n")
    case "item", "tasklist": items.append(("", start == 0 ? line : start))
    case "table_row", "table_header": rows.append(([], start == 0 ? line + rows.count : start))
    case "table_cell": if !rows.isEmpty { rows[rows.count - 1].cells.append("") }
    case "link", "image": destinations.append((unsafe Self.text(cmark_node_get_url(node)), start == 0 ? line : start))
    default: break
    }
  }

  private mutating func append(_ words: String) {
    // An item ends with its last paragraph, and one line break is enough for both.
    if words == "\n", text.isEmpty || text.hasSuffix("\n") { return }
    text += words
    if !items.isEmpty { items[items.count - 1].text += words }
    if let cells = rows.last?.cells, !cells.isEmpty { rows[rows.count - 1].cells[cells.count - 1] += words }
  }

  private static func endsLine(_ type: String) -> Bool {
    ["paragraph", "item", "tasklist", "table_row", "table_header", "heading"].contains(type)
  }

  private static func kind(of node: OpaquePointer) -> String {
    unsafe text(cmark_node_get_type_string(node))
  }

  private static func text(_ characters: UnsafePointer<CChar>?) -> String {
    guard let characters = unsafe characters else { return "" }
    return unsafe String(cString: characters)
  }
}
