internal import Documents
internal import JSONSchema

extension StructureReader {
  /// What is wrong with a plain value; nil where nothing is.
  static func problem(of node: Node, as shape: FieldShape) -> (message: String, help: String?)? {
    switch shape {
    case .text: textProblem(of: node)
    case .textOrNull: node.isNull ? nil : textProblem(of: node)
    case .boolean: node.boolean == nil ? ("is \(node.description), and true or false is meant", nil) : nil
    case .number: node.number == nil ? ("is \(node.description), and a number is meant", nil) : nil
    case .integer(let range): integerProblem(of: node, range)
    case .shortText(let limit):
      textProblem(of: node)
        ?? (node.string.map { $0.unicodeScalars.count > limit } ?? false
          ? ("is longer than \(limit) characters", "shorten it") : nil)
    case .choice(let words): choiceProblem(of: node, words)
    case .uri: textProblem(of: node) ?? formatProblem(of: node, "uri", "an absolute URI, such as `https://…`")
    case .email: textProblem(of: node) ?? formatProblem(of: node, "email", "an address of e-mail")
    case .expression: textProblem(of: node) ?? expressionProblem(of: node.string ?? "")
    case .texts: textsProblem(of: node)
    case .any: nil
    default: ("cannot be read", nil)
    }
  }

  private static func textProblem(of node: Node) -> (message: String, help: String?)? {
    guard node.string == nil else { return nil }
    guard let number = node.number else { return ("is \(node.description), and a string is meant", nil) }
    let source = SourceText(node.tape.source)
    let written = node.range.isEmpty ? number.description : source.text(in: node.range)
    let meaning = written == number.description ? "" : ", which is read as \(number.description)"
    return ("is the number \(written)\(meaning), and a string is meant", "write \"\(written)\" in quotes")
  }

  private static func integerProblem(of node: Node, _ range: ClosedRange<Int>) -> (message: String, help: String?)? {
    guard let number = node.number, let value = Int(number.description) else {
      return ("is \(node.description), and a whole number is meant", nil)
    }
    guard !range.contains(value) else { return nil }
    let words =
      range.upperBound == Int.max ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    return ("is \(value), and it is \(words)", nil)
  }

  private static func choiceProblem(of node: Node, _ words: [String]) -> (message: String, help: String?)? {
    let list = words.map { "`\($0)`" }.joined(separator: ", ")
    guard let word = node.string else { return ("is \(node.description), and one of \(list) is meant", nil) }
    return words.contains(word) ? nil : ("is `\(word)`, which is unknown", "it is one of \(list)")
  }

  private static func formatProblem(
    of node: Node, _ format: String, _ meaning: String
  ) -> (message: String, help: String?)? {
    guard let text = node.string, FormatText.accepts(text, format: format) == false else { return nil }
    return ("is \"\(text)\", and \(meaning) is meant", nil)
  }

  /// `$message.header#/a/b`, by the grammar of the specification ("Runtime Expression").
  private static func expressionProblem(of text: String) -> (message: String, help: String?)? {
    let prefixes = ["$message.header#", "$message.payload#"]
    if let prefix = prefixes.first(where: text.hasPrefix) {
      do throws(JSONPointerError) {
        _ = try JSONPointer(parsing: String(text.dropFirst(prefix.count)))
        return nil
      } catch {
        return ("is `\(text)`, and no JSON Pointer is behind the `#`", "write `\(prefix)/…`")
      }
    }
    return ("is `\(text)`, and a runtime expression is meant", "write `$message.header#/…` or `$message.payload#/…`")
  }

  private static func textsProblem(of node: Node) -> (message: String, help: String?)? {
    guard let items = node.array else { return ("is \(node.description), and an array is meant", nil) }
    var seen: Set<String> = []
    for item in items {
      guard let text = item.string else { return ("has \(item.description), and strings are meant", nil) }
      guard seen.insert(text).inserted else { return ("has `\(text)` twice", "remove one of them") }
    }
    return nil
  }
}
