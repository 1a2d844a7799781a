internal import Documents

/// A shell script, as far as it can hide that a command failed.
struct ShellScript {
  struct Problem {
    let range: SourceRange
    let message: String
    let help: String
  }

  private(set) var problems: [Problem] = []

  init(_ source: SourceText) {
    var offset = 0
    var isStrict = false
    var first: SourceRange?
    for line in source.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      defer { offset += line.count + 1 }
      let text = String(decoding: line, as: UTF8.self)
      let start = offset + line.prefix { $0 == 0x20 || $0 == 0x09 }.count
      let range = SourceRange(start, offset + line.count)
      if first == nil, !line.isEmpty { first = range }
      let words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
      guard let command = words.first, !command.hasPrefix("#") else { continue }
      if command == "set" {
        isStrict = isStrict || Self.isStrict(words)
        if words.contains("+e") || words.contains("+o") && words.contains("pipefail") {
          note(range, "`\(text.trimmed)` lets failures pass", "keep `set -euo pipefail`")
        }
      }
      if Self.swallows(text) { note(range, "this line succeeds although its command fails", "let the failure through") }
      if words.contains(where: { $0 == "psql" || $0.hasSuffix("/psql") }), !text.contains("ON_ERROR_STOP") {
        note(range, "psql goes on after an error", "write `psql -v ON_ERROR_STOP=1`")
      }
    }
    if !isStrict, let first {
      note(first, "the script goes on after a command that fails", "begin with `set -euo pipefail`")
    }
    problems.sort { $0.range.start < $1.range.start }
  }

  private mutating func note(_ range: SourceRange, _ message: String, _ help: String) {
    problems.append(Problem(range: range, message: message, help: help))
  }

  /// `set -euo pipefail`, in one word or several.
  private static func isStrict(_ words: [String]) -> Bool {
    let options = words.dropFirst().filter { $0.hasPrefix("-") }.joined()
    return options.contains("e") && options.contains("o") && words.contains("pipefail")
  }

  /// Whether a line ends with a command that is always well.
  private static func swallows(_ text: String) -> Bool {
    let plain = text.filter { $0 != " " && $0 != "\t" }
    let ends = ["||true", "||:", ";true", "||exit0", "||echo", "||/bin/true"]
    return ends.contains { plain.hasSuffix($0) } || plain.contains("||true;") || plain.contains("||echo")
  }
}

extension String {
  fileprivate var trimmed: String {
    String(self.drop { $0 == " " || $0 == "\t" })
  }
}
