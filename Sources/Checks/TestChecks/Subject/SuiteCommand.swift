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

    /// Options that a variable hands on: `PYTEST_ADDOPTS="-k cart" pytest`, `rake test TESTOPTS=--name=x`.
    var assigned: [String] {
      words.flatMap { word -> [String] in
        let name = word.prefix { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
        guard !name.isEmpty, word.dropFirst(name.count).hasPrefix("=-") else { return [] }
        return ShellWords.split(String(word.dropFirst(name.count + 1)))
      }
    }
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
        let assigned = step.assigned
        var words = step.words.dropFirst() + assigned
        if parts.count > 1 {
          guard let program = step.words.firstIndex(where: { Self.program($0) == parts[0] }) else { continue }
          words = step.words[(program + 1)...] + assigned
        }
        if step.words.contains(where: { ["go", "gotestsum"].contains(Self.program($0)) }) {
          words = ArraySlice(words.map(Self.goOption))
        }
        let isGiven = words.contains { Self.gives($0, option, to: parts.count > 1 ? parts[0] : nil) }
        if isGiven, !found.contains(option) { found.append(option) }
      }
    }
    return found
  }

  /// What makes the exit status of a test runner be lost: `|| true`.
  var hiddenStatus: String? {
    for step in steps {
      if let option = Self.lenientOption(in: step.words) { return option }
    }
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

  /// Options with which a program ends with 0 although tests failed.
  private static let lenient: [(programs: Set<String>, option: String)] = [
    (["mvn", "mvnw"], "-Dmaven.test.failure.ignore"), (["mvn", "mvnw"], "-fn"), (["mvn", "mvnw"], "--fail-never"),
    (["make"], "-i"), (["make"], "--ignore-errors"), (["mocha"], "--pass-on-failing-test-suite"),
    (["vitest"], "--dangerouslyIgnoreUnhandledErrors"), (["prove"], "--ignore-exit"),
    (["rspec"], "--failure-exit-code=0"),
  ]

  private static func lenientOption(in words: [String]) -> String? {
    for (programs, option) in lenient {
      guard let program = words.firstIndex(where: { programs.contains(Self.program($0)) }) else { continue }
      let rest = words[(program + 1)...]
      let isGiven =
        rest.contains { gives($0, option, to: nil) }
        || zip(rest, rest.dropFirst()).contains { "\($0)=\($1)" == option }
      if isGiven { return option }
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

  /// Go takes its options with one dash or two, and those of a test binary with a prefix.
  private static func goOption(_ word: String) -> String {
    let single = word.hasPrefix("--") ? String(word.dropFirst()) : word
    return single.hasPrefix("-test.") ? "-" + single.dropFirst("-test.".count) : single
  }

  private static func gives(_ word: String, _ option: String, to program: String?) -> Bool {
    if word == option { return true }
    if word.hasPrefix(option + "=") { return !["false", "0"].contains(String(word.dropFirst(option.count + 1))) }
    guard let program, option.count == 2, !option.hasPrefix("--"), let letter = option.last else { return false }
    // A short option takes its value in the same word, `-kcart`, and others can be before it, `-qx`.
    guard word.hasPrefix("-"), !word.hasPrefix("--") else { return false }
    guard let takers = shortOptionsWithValue[program] else { return word.hasPrefix(option) }
    for each in word.dropFirst() {
      if each == letter { return true }
      if takers.contains(each) || !each.isLetter { return false }
    }
    return false
  }

  /// The one-letter options whose value can be in the same word, of programs that take several of them in one word.
  private static let shortOptionsWithValue: [String: Set<Character>] = [
    "pytest": ["k", "m", "p", "c", "o", "r", "W", "n"], "rspec": ["e", "t", "f", "o", "r", "I", "O", "P", "E"],
    "mocha": ["g", "f", "R", "r", "t", "s", "u", "j", "n"], "jest": ["t", "c", "w"],
  ]
}
