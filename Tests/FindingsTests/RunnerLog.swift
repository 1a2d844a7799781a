/// Reads the log of a step as the runner of GitHub Actions documents it, and keeps what it would obey.
///
/// It knows both forms of a command, `::name properties::message` at the beginning of a line and `##[name]message`
/// anywhere in one, and `stop-commands`.
struct RunnerLog {
  struct Command: Equatable {
    var name: String
    var properties: [String: String] = [:]
    var message = ""
  }

  private(set) var commands: [Command] = []
  /// The lines that are no command.
  private(set) var lines: [String] = []
  private(set) var isStopped = false

  init(_ bytes: [UInt8]) {
    var stopWord: String?
    // A reader may end a line at any of these. Scalars throughout, since a runner knows no clusters of them.
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    for line in scalars.split(whereSeparator: { ["\r", "\n", "\u{85}", "\u{2028}"].contains($0) }) {
      guard let command = Self.current(line, stopWord) ?? Self.older(line, stopWord) else {
        lines.append(Self.string(line))
        continue
      }
      if let word = stopWord {
        if command.name == word { stopWord = nil }
      } else if command.name == "stop-commands" {
        stopWord = command.message
      } else {
        commands.append(command)
      }
    }
    isStopped = stopWord != nil
  }

  private static let names = [
    "error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-matcher", "remove-matcher", "echo",
    "set-output", "set-env", "add-path", "save-state", "stop-commands",
  ]

  private static func isKnown(_ name: String, _ stopWord: String?) -> Bool {
    names.contains(name) || name == stopWord
  }

  private typealias Line = ArraySlice<Unicode.Scalar>

  private static func current(_ line: Line, _ stopWord: String?) -> Command? {
    let text = line.drop { $0.properties.isWhitespace }
    guard text.starts(with: "::".unicodeScalars) else { return nil }
    let rest = text.dropFirst(2)
    guard let end = rest.firstRange(of: Array("::".unicodeScalars)) else { return nil }
    return command(
      rest[..<end.lowerBound], rest[end.upperBound...], stopWord, separator: ",",
      escapes: [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")],
      messageEscapes: [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")])
  }

  private static func older(_ line: Line, _ stopWord: String?) -> Command? {
    guard let start = line.firstRange(of: Array("##[".unicodeScalars)) else { return nil }
    let rest = line[start.upperBound...]
    guard let end = rest.firstIndex(of: "]") else { return nil }
    let escapes: Escapes = [("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%25", "%")]
    return command(
      rest[..<end], rest[(end + 1)...], stopWord, separator: ";", escapes: escapes, messageEscapes: escapes)
  }

  private typealias Escapes = [(escape: String, scalar: Unicode.Scalar)]

  private static func command(
    _ head: Line, _ message: Line, _ stopWord: String?, separator: Unicode.Scalar, escapes: Escapes,
    messageEscapes: Escapes
  ) -> Command? {
    let parts = head.split(separator: " ", maxSplits: 1)
    guard let name = parts.first.map(string), isKnown(name, stopWord) else { return nil }
    var command = Command(name: name, message: unescaped(message, messageEscapes))
    for property in parts.dropFirst().first?.split(separator: separator) ?? [] {
      let pair = property.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { command.properties[string(pair[0])] = unescaped(pair[1], escapes) }
    }
    return command
  }

  private static func unescaped(_ text: Line, _ escapes: Escapes) -> String {
    string(escapes.reduce(Array(text)) { $0.replacing(Array($1.escape.unicodeScalars), with: [$1.scalar]) }[...])
  }

  private static func string(_ text: Line) -> String {
    String(String.UnicodeScalarView(text))
  }
}
