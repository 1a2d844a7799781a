/// The words of a command line, as a shell splits them: spaces, quotes, backslashes and operators, and nothing is
/// expanded.
package enum ShellWords {
  /// What ends a program in a command line.
  static let operators: Set<String> = ["||", "&&", "|", ";", "&"]

  package static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    var before: Character = " "
    func isOperator(_ character: Character) -> Bool { "|&;\n".contains(character) }
    for (index, character) in zip(line.indices, line) {
      defer { before = character }
      // `2>&1` and `&>log` say where output goes, and end nothing.
      let following = line.index(after: index)
      let redirects =
        character == "&" && (before == ">" || before == "<" || following < line.endIndex && line[following] == ">")
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if isOperator(character), !redirects {
        if let ended = word { words.append(ended) }
        word = nil
        let sign = character == "\n" ? ";" : String(character)
        if let last = words.last, last + sign == "||" || last + sign == "&&" {
          words[words.count - 1] = last + sign
        } else {
          words.append(sign)
        }
      } else if character.isWhitespace {
        if let ended = word { words.append(ended) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
