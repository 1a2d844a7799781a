/// A command of a suite, as a shell would read it: programs in a row, each with its words.
struct SuiteCommand {
  private(set) var steps: [Step] = []

  /// Whether a shell ends at the first program that fails, and at the first of a pipe.
  private var endsAtFailure = false
  private var endsAtPipe = false

  /// One program with its arguments, and the operator behind it.
  struct Step {
    var words: [String] = []
    var next: String?
  }

  init(_ command: [String]) {
    take(command)
  }

  private mutating func take(_ words: [String]) {
    steps.append(Step())
    for (index, word) in words.enumerated() {
      if ShellWords.operators.contains(word) {
        steps[steps.count - 1].next = word
        steps.append(Step())
        continue
      }
      steps[steps.count - 1].words.append(word)
      guard index > 0, word.contains(where: \.isWhitespace), Self.isScript(words[index - 1]) else { continue }
      for option in words[..<index] { note(options: option) }
      take(ShellWords.split(word))
    }
    guard let set = words.firstIndex(of: "set") else { return }
    for option in words[(set + 1)...] { note(options: option) }
  }

  /// Whether the word behind this one is a script: `-c`, `-ec`, `-lc`.
  private static func isScript(_ word: String) -> Bool {
    word.hasPrefix("-") && !word.hasPrefix("--") && word.hasSuffix("c")
  }

  private mutating func note(options word: String) {
    if word.hasPrefix("-"), !word.hasPrefix("--"), word.contains("e") { endsAtFailure = true }
    if word == "pipefail" { endsAtPipe = true }
  }

  /// The options that make the suite smaller than it is.
  ///
  /// - Parameter refused: an option, or a program and its option: `pytest --deselect`.
  /// - Returns: the options as the policy has them, each once.
  func partialOptions(refused: [String]) -> [String] {
    var found: [String] = []
    for step in steps {
      for entry in refused {
        let parts = entry.split(separator: " ").map(String.init)
        guard let option = parts.last else { continue }
        var words = step.words.dropFirst()
        if parts.count > 1 {
          guard let program = step.words.firstIndex(where: { Self.program($0) == parts[0] }) else { continue }
          words = step.words[(program + 1)...]
        }
        let isGiven = words.contains { Self.gives($0, option, canTakeValue: parts.count > 1) }
        if isGiven, !found.contains(option) { found.append(option) }
      }
    }
    return found
  }

  /// What makes the exit status of a test runner be lost: `|| true`.
  var hiddenStatus: String? {
    for (step, following) in zip(steps, steps.dropFirst()) {
      let shown = following.words.prefix(2).joined(separator: " ")
      switch step.next {
      case "||" where !Self.fails(following.words): return "|| \(shown)"
      case ";" where !endsAtFailure && Self.runsTests(step.words) && !following.words.isEmpty: return "; \(shown)"
      case "|" where !endsAtPipe && Self.runsTests(step.words): return "| \(shown)"
      case "&" where Self.runsTests(step.words): return "&"
      default: continue
      }
    }
    return nil
  }

  private static func fails(_ words: [String]) -> Bool {
    switch words.first {
    case "false": true
    case "exit", "return": words.count == 1 || words[1] != "0"
    default: false
    }
  }

  private static let runners: Set<String> = [
    "jest", "vitest", "mocha", "rspec", "pytest", "go", "gotestsum", "node", "ctest", "gradle", "gradlew", "mvn",
    "mvnw", "dotnet", "swift", "cargo", "prove", "rake", "rails", "npm", "yarn", "pnpm", "make", "tox", "nox", "ava",
    "tap",
  ]

  private static func runsTests(_ words: [String]) -> Bool { words.contains { runners.contains(program($0)) } }

  /// The name of a program without its folder and its ending.
  private static func program(_ word: String) -> String {
    let name = word.split(separator: "/").last.map(String.init) ?? word
    for ending in [".js", ".mjs", ".cmd", ".exe", ".py"] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return name == "py.test" ? "pytest" : name
  }

  private static func gives(_ word: String, _ option: String, canTakeValue: Bool) -> Bool {
    if word == option { return true }
    if word.hasPrefix(option + "=") { return !["false", "0"].contains(String(word.dropFirst(option.count + 1))) }
    // A short option takes its value in the same word: `-kcart`.
    return canTakeValue && option.count == 2 && !option.hasPrefix("--") && word.hasPrefix(option)
  }
}

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
    func isOperator(_ character: Character) -> Bool { "|&;\n".contains(character) }
    for character in line {
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
      } else if isOperator(character) {
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
