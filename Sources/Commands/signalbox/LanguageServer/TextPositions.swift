internal import Documents
internal import Findings

/// Positions as the protocol has them: lines from 0, and columns in UTF-16 code units.
struct TextPositions {
  private let source: SourceText

  init(_ source: SourceText) {
    self.source = source
  }

  func range(of range: SourceRange) -> Node {
    ["start": position(at: Int(range.start)), "end": position(at: Int(range.end))]
  }

  /// A position whose column counts Unicode scalars from 1.
  func position(of position: SourcePosition) -> Node {
    let scalars = (source.line(position.line) ?? "").unicodeScalars.prefix(position.column - 1)
    let column = scalars.reduce(0) { $0 + ($1.value > 0xFFFF ? 2 : 1) }
    return ["line": .number(Number(position.line - 1)), "character": .number(Number(column))]
  }

  private func position(at offset: Int) -> Node { position(of: source.position(at: offset)) }

  /// The lines of a range that an editor names, from 0; `nil` for what is no range.
  static func lines(of range: Node?) -> Range<Int>? {
    guard let start = range?["start"]?["line"]?.number?.int, let end = range?["end"]?["line"]?.number?.int, start >= 0,
      end >= start, end < Int.max
    else { return nil }
    return start..<end + 1
  }
}

extension Finding {
  /// The finding as the protocol has it; one about a file as a whole is at its first line.
  func diagnostic(uri: String) -> Node {
    var members: [(String, Node)] = [
      ("range", Self.range(of: place)), ("severity", .number(Number(level))), ("code", .string(rule)),
      ("codeDescription", ["href": .string(Documentation.page(ofRule: rule))]), ("source", "signalbox"),
      ("message", .string(([fullMessage] + (help.map { ["help: \($0)"] } ?? [])).joined(separator: "\n"))),
    ]
    let related = related.filter { $0.path == place?.path && $0.span != nil }.map { place -> Node in
      [
        "location": ["uri": .string(uri), "range": Self.range(of: place)],
        "message": .string(place.message ?? "related"),
      ]
    }
    if !related.isEmpty { members.append(("relatedInformation", .array(related))) }
    return .object(members)
  }

  /// 1 for an error, 2 for a warning, 3 for information.
  private var level: Int {
    switch kind {
    case .violation(.error): 1
    case .violation(.warning), .undecided: 2
    case .violation(.note), .owed: 3
    }
  }

  private static func range(of place: Place?) -> Node {
    guard let span = place?.span else {
      return ["start": ["line": 0, "character": 0], "end": ["line": 0, "character": 1]]
    }
    let positions = TextPositions(span.source)
    return ["start": positions.position(of: span.start), "end": positions.position(of: span.end)]
  }
}
