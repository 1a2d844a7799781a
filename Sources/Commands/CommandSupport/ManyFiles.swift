internal import ArgumentParser

/// A command that is given files by the thousand.
protocol TakesManyFiles {
  /// Takes files beside those that were parsed.
  mutating func take(_ further: [String])
}

/// The words of a command line, with a long run of files set apart.
///
/// ArgumentParser (1.8.2) compares each operand with all before it: for 2,000 files that is a fifth of the time that it
/// takes to lint them.
struct CommandWords: Equatable {
  /// What is to be parsed: among it the first files, for messages and for an option that wants a value.
  private(set) var parsed: [String]

  /// The rest of the longest run of words that are no options.
  private(set) var files: [String] = []

  init(_ words: [String]) {
    parsed = words
    var run = 0..<0
    var start = 0
    for (index, word) in words.enumerated() {
      // A lone - is standard input, and as much a file as any.
      if word.hasPrefix("-"), word != "-" { start = index + 1 }
      if index + 1 - start > run.count { run = start..<index + 1 }
    }
    guard run.count > Self.fewest else { return }
    let rest = run.dropFirst(Self.kept)
    files = Array(words[rest])
    parsed.removeSubrange(rest)
  }

  /// How long a run has to be, for anybody to notice.
  private static let fewest = 64

  /// How many words of a run are left in place: the verb, the value of an option, and a file.
  private static let kept = 3
}

extension ParsableCommand {
  /// The command that a command line asks for.
  ///
  /// - Throws: what parsing throws.
  static func parsed(from words: [String]) throws -> any ParsableCommand {
    let split = CommandWords(words)
    let command = try parseAsRoot(split.parsed)
    guard !split.files.isEmpty else { return command }
    guard var taker = command as? any ParsableCommand & TakesManyFiles else { return try parseAsRoot(words) }
    taker.take(split.files)
    return taker
  }
}
