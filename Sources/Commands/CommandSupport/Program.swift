package import ArgumentParser
internal import CProcess
internal import Findings
internal import Policy

/// An executable of the suite: it parses its command line, runs, and exits with 0, 1, 2 or 64 and nothing else.
package protocol Program: AsyncParsableCommand {}

extension Program {
  /// What a step that forgot the verb must not pass with.
  package func run() throws {
    throw ValidationError("missing subcommand; see `\(Self._commandName) --help`")
  }

  /// Runs the executable; its `main` calls this, since ArgumentParser's own `main` exits with 1 for any error.
  package static func start() async {
    process_ignore_broken_pipe()
    var words = Array(CommandLine.arguments.dropFirst())
    if words == ["-V"] { words = ["--version"] }
    do {
      // ArgumentParser gives the general help about a command that there is not, as if all were well.
      if words.first == "help", let misspelt = misspeltCommand(in: Array(words.dropFirst())) { throw misspelt }
      var command = try parsed(from: words)
      try OpenFiles.requireEnough()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let problem as FileProblem {
      // What the program could not read or write leaves the question open.
      Files.say("\(_commandName): \(problem)\n")
      finish(with: ExitCode(Verdict.undecided.exitCode))
    } catch {
      finish(with: misspeltCommand(in: words) ?? error)
    }
  }

  /// Says what there is to say, and ends the process.
  private static func finish(with error: any Error) -> Never {
    let code = exitCode(for: error)
    let text = HelpText.wrapped(fullMessage(for: error))
    if !text.isEmpty {
      do throws(FileProblem) {
        if code.isSuccess { try Files.writeToOutput(Array("\(text)\n".utf8)) } else { Files.say("\(text)\n") }
      } catch {
        Files.say("\(_commandName): \(error)\n")
        exit(withError: ExitCode(Verdict.undecided.exitCode))
      }
    }
    exit(withError: code)
  }

  /// What to say of a command line whose first words name no command; `nil` where they do.
  private static func misspeltCommand(in words: [String]) -> ValidationError? {
    var command: any ParsableCommand.Type = Self.self
    var path = _commandName
    for word in words {
      let subcommands = command.configuration.subcommands
      if word.hasPrefix("-") || word == "help" || subcommands.isEmpty { return nil }
      guard let next = subcommands.first(where: { $0._commandName == word }) else {
        let known = subcommands.map { $0._commandName }
        return ValidationError("unknown command `\(path) \(word)`: \(Suggestion.help(for: word, among: known))")
      }
      command = next
      path += " \(word)"
    }
    return nil
  }
}

/// The version that all executables bear, and that every report names.
package enum Version {
  package static let current = "0.1.0"
}
