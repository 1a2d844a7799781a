internal import Documents

/// A shell script, as far as it can hide that a command failed.
struct ShellScript {
  struct Problem {
    let range: SourceRange
    let message: String
    let help: String
  }

  /// A line with its words, comments left out.
  struct Line {
    let text: String
    let words: [String]
    let range: SourceRange
    let isLast: Bool

    /// Whether it runs something on a database.
    var runsOnDatabase: Bool {
      words.contains { $0 == "psql" || $0.hasSuffix("/psql") }
        || zip(words, words.dropFirst()).contains { $0.hasSuffix("db-verify") && ["apply", "rehearse"].contains($1) }
    }

    var recordsAudit: Bool { words.contains("audit") && words.contains("append") }
  }

  let lines: [Line]
  private(set) var problems: [Problem] = []

  /// - Parameters:
  ///   - source: the script.
  ///   - needsAudit: whether what it runs has to be recorded.
  ///   - isBackfill: whether a file that it runs is one of a backfill, by the path.
  init(_ source: SourceText, needsAudit: Bool, isBackfill: (String) -> Bool) {
    lines = Self.lines(of: source)
    guard let first = lines.first else { return }
    let isStrict = lines.contains { $0.words.first == "set" && Self.isStrict($0.words) }
    for (number, line) in lines.enumerated() { take(line, lines[number...]) }
    if !isStrict {
      note(first, "the script goes on after a command that fails", "begin with `set -euo pipefail`")
    }
    for line in lines where line.runsOnDatabase && !line.isSingleTransaction {
      if let file = line.words.first(where: isBackfill) {
        note(line, "the backfill `\(file)` can stop half way", "run it in one transaction: `psql -1`")
      }
    }
    takeAudit(needsAudit)
    problems.sort { $0.range.start < $1.range.start }
  }

  private mutating func take(_ line: Line, _ rest: ArraySlice<Line>) {
    if line.words.first == "set",
      line.words.contains("+e") || line.words.contains("+o") && line.words.contains("pipefail")
    {
      note(line, "`\(line.text)` lets failures pass", "keep `set -euo pipefail`")
    }
    if Self.swallows(line.text) {
      note(line, "this line succeeds although its command fails", "let the failure through")
    }
    if line.words.first == "trap", line.text.contains("exit 0") || line.text.contains("true") {
      note(line, "this trap ends the script well whatever happens", "let the status of the script be")
    }
    if line.words == ["exit", "0"], !line.isLast {
      note(line, "the script ends here, and what follows is not run", "let it run to its end")
    }
    guard line.runsOnDatabase else { return }
    if line.words.contains(where: { $0 == "psql" || $0.hasSuffix("/psql") }), !line.text.contains("ON_ERROR_STOP") {
      note(line, "psql goes on after an error", "write `psql -v ON_ERROR_STOP=1`")
    }
    if line.losesStatusOfSubstitution {
      note(
        line, "the status of the command in `$(…)` is lost, since another command takes it as a word",
        "assign it to a variable by itself first")
    }
    if line.words.last == "&" {
      note(line, "the script does not wait for this command, so its failure is lost", "run it in the foreground")
    }
    if ["if", "elif", "while", "until", "!"].contains(line.words.first ?? ""), !Self.fails(rest.dropFirst()) {
      note(line, "a failure of this condition does not fail the script", "end the branch with `exit 1`")
    }
    if let address = Self.otherAddress(line.text) {
      note(line, "this line names another database: `\(address)`", "take the address from the environment")
    }
  }

  /// What is recorded has to have run, and what runs has to be recorded.
  private mutating func takeAudit(_ needsAudit: Bool) {
    let runs = lines.filter(\.runsOnDatabase)
    for line in lines {
      if let address = Self.defaultAddress(line.text) {
        note(
          line, "without a value the script goes to `\(address)`", "let it stop: `: \"${DATABASE_URL:?set it}\"`")
      }
    }
    let records = lines.filter(\.recordsAudit)
    if let record = records.last, let run = runs.last, record.range.start < run.range.start {
      note(record, "the audit entry is written before the work is done", "append it at the end of the script")
    } else if let record = records.last, runs.isEmpty {
      note(record, "the script records a result, and runs nothing on a database", "record what was run")
    } else if needsAudit, records.isEmpty, let run = runs.last {
      note(run, "the script runs on a database and appends no audit entry", "end with `db-verify audit append`")
    }
  }

  private mutating func note(_ line: Line, _ message: String, _ help: String) {
    problems.append(Problem(range: line.range, message: message, help: help))
  }

  /// The lines with words in them; one that ends with a backslash goes on.
  private static func lines(of source: SourceText) -> [Line] {
    var lines: [(String, Int, Int)] = []
    var offset = 0
    var isOpen = false
    for bytes in source.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      defer { offset += bytes.count + 1 }
      var text = String(decoding: bytes, as: UTF8.self)
      let goesOn = text.hasSuffix("\\")
      if goesOn { text.removeLast() }
      if isOpen, let last = lines.popLast() {
        lines.append((last.0 + text, last.1, offset + bytes.count))
      } else {
        let start = offset + bytes.prefix { $0 == 0x20 || $0 == 0x09 }.count
        lines.append((text, start, offset + bytes.count))
      }
      isOpen = goesOn
    }
    let spoken = lines.map { (text: $0.0.withoutShellComment, start: $0.1, end: $0.2) }.filter { !$0.text.isEmpty }
    return spoken.enumerated().map { number, line in
      Line(
        text: line.text, words: line.text.split { $0 == " " || $0 == "\t" }.map(String.init),
        range: SourceRange(line.start, max(line.start, line.end)), isLast: number == spoken.count - 1)
    }
  }

  /// `set -euo pipefail`, in one word or several.
  private static func isStrict(_ words: [String]) -> Bool {
    let options = words.dropFirst().filter { $0.hasPrefix("-") }.joined()
    return options.contains("e") && options.contains("o") && words.contains("pipefail")
  }

  /// Whether a line ends with a command that is always well.
  static func swallows(_ text: String) -> Bool {
    let plain = text.filter { $0 != " " && $0 != "\t" }
    let ends = ["||true", "||:", ";true", ";:", "||exit0", "||/bin/true", "||return0", "||exit"]
    return ends.contains { plain.hasSuffix($0) }
      || ["||true;", "||true)", "||echo", "||printf", "||:;"].contains {
        plain.contains($0) && !plain.contains("exit1")
      }
  }

  /// Whether a branch ends the script as failed before it is closed.
  private static func fails(_ lines: ArraySlice<Line>) -> Bool {
    for line in lines {
      let words = line.words
      if let index = words.firstIndex(where: { $0 == "exit" || $0 == "return" }) {
        let status = words.dropFirst(index + 1).first.map { String($0.prefix { $0 != ";" }) }
        if status != "0" { return true }
      }
      if words.first == "false" { return true }
      if ["fi", "done"].contains(words.first ?? "") { return false }
    }
    return false
  }

  /// The address that a parameter has where none is given: `${URL:-postgres://…}`.
  private static func defaultAddress(_ text: String) -> String? {
    for operation in [":-", ":=", "-", "="] {
      for found in text.ranges(of: operation) where text[found.upperBound...].hasAddress {
        let before = text[..<found.lowerBound]
        guard
          operation == "="
            ? before.allSatisfy({ $0.isLetter || $0 == "_" || $0 == " " || $0.isNumber }) : before.contains("${")
        else { continue }
        return String(text[found.upperBound...].drop { $0 == "\"" || $0 == "'" }.prefix { !"}\"' ".contains($0) })
      }
    }
    return nil
  }

  /// An address or a variable of production on a line.
  private static func otherAddress(_ text: String) -> String? {
    let words = text.split { " \"'={}$".contains($0) }
    return words.first { $0.hasAddress || $0.contains("PROD") }.map(String.init)
  }
}

extension ShellScript.Line {
  /// Whether a command that runs on a database is a word of another command, whose status counts.
  fileprivate var losesStatusOfSubstitution: Bool {
    guard let start = text.firstRange(of: "$("), let run = text.firstRange(of: "psql"),
      start.lowerBound < run.lowerBound
    else { return false }
    let before = text[..<start.lowerBound].split { " \t;{(\"'".contains($0) }
    return before.contains { ["echo", "printf", "local", "export", "readonly", "declare"].contains($0) }
  }

  /// Whether psql runs the file in one transaction.
  fileprivate var isSingleTransaction: Bool {
    words.contains { word in
      word == "--single-transaction" || word.hasPrefix("-") && !word.hasPrefix("--") && word.contains("1")
    }
  }
}

extension StringProtocol {
  fileprivate var hasAddress: Bool {
    let text = drop { $0 == "\"" || $0 == "'" }
    return text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
  }
}

extension String {
  /// A line of a script without blanks around it and without a comment.
  fileprivate var withoutShellComment: String {
    var quote: Character?
    var text = ""
    var last: Character = " "
    for character in self {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character == "#", last == " " || last == "\t" {
        break
      }
      text.append(character)
      last = character
    }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop { $0.isWhitespace })
  }
}
