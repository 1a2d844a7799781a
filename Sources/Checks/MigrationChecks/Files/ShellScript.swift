internal import Documents

/// A shell script, as far as it can hide that a command failed.
struct ShellScript {
  typealias Problem = ShellStatus.Loss

  private(set) var problems: [Problem] = []
  /// The commands in the order of the script, with variables that the script gives a value replaced.
  private var commands: [(command: ShellCommand.SimpleCommand, isChosen: Bool)] = []

  /// - Parameters:
  ///   - source: the script.
  ///   - path: its path, which tells a script for production.
  ///   - needsAudit: whether what it runs has to be recorded.
  ///   - isBackfill: whether a file that it runs is one of a backfill, by the path.
  init(_ source: SourceText, path: String, needsAudit: Bool, isBackfill: (String) -> Bool) {
    let script = ShellParser.parse(source.bytes)
    var variables = ShellVariables()
    script.forEachCommand { command, isChosen in
      commands.append((variables.expanded(command), isChosen))
    }
    guard let first = commands.first?.command else { return }
    let known = variables
    problems = ShellStatus(script, hasPipefail: true) { known.expand($0).runsOnDatabase || $0.recordsAudit }.losses
    takeSettings(first)
    let isForProduction = path.lowercased().contains("prod")
    for (number, entry) in commands.enumerated() {
      take(entry.command, isChosen: entry.isChosen, commands[(number + 1)...].map(\.command))
      if !isForProduction { takeAddresses(of: entry.command) }
      guard let call = PsqlCall(entry.command), !call.isSingleTransaction else { continue }
      if let file = entry.command.words.map(\.text).first(where: isBackfill) {
        note(entry.command, "the backfill `\(file)` can stop half way", "run it in one transaction: `psql -1`")
      }
    }
    takeAudit(needsAudit)
    problems.sort { $0.range.start < $1.range.start }
  }

  /// `set`: what makes failures end the script has to come before the first command that can fail.
  private mutating func takeSettings(_ first: ShellCommand.SimpleCommand) {
    var options: Set<String> = []
    for (command, _) in commands where command.name == "set" || command.runsOnDatabase {
      if command.runsOnDatabase { break }
      options.formUnion(command.shellOptions)
    }
    if !options.isSuperset(of: ["errexit", "pipefail"]) {
      note(first, "the script goes on after a command that fails", "begin with `set -euo pipefail`")
    }
  }

  private mutating func take(
    _ command: ShellCommand.SimpleCommand, isChosen: Bool, _ rest: [ShellCommand.SimpleCommand]
  ) {
    let words = command.words.map(\.text)
    if command.name == "set",
      words.contains("+e") || words.contains("+o") && (words.contains("pipefail") || words.contains("errexit"))
    {
      note(command, "`\(command.text)` lets failures pass", "keep `set -euo pipefail`")
    }
    if command.name == "trap", command.text.contains("exit 0") || command.text.contains("true") {
      note(command, "this trap ends the script well whatever happens", "let the status of the script be")
    }
    // What `||` leads to is told of the command before it.
    let isTold = problems.contains { $0.range.end <= command.range.start && command.range.start - $0.range.end < 6 }
    if words == ["exit", "0"], !isChosen, !isTold, rest.contains(where: \.runsOnDatabase) {
      note(command, "the script ends here, and what follows is not run", "let it run to its end")
    }
    if ["true", ":"].contains(command.name), words.count == 1,
      let before = commands.last(where: { $0.command.range.end <= command.range.start }),
      before.command.runsOnDatabase, isOneLine(before.command, command)
    {
      note(before.command, "this line succeeds although its command fails", "let the failure through")
    }
    if let call = PsqlCall(command), !call.stopsOnError {
      note(command, "psql goes on after an error", "write `psql -v ON_ERROR_STOP=1`")
    }
  }

  private func isOneLine(_ first: ShellCommand.SimpleCommand, _ second: ShellCommand.SimpleCommand) -> Bool {
    second.range.start - first.range.end < 4
  }

  private mutating func takeAddresses(of command: ShellCommand.SimpleCommand) {
    if let address = Self.defaultAddress(command.text) {
      note(command, "without a value the script goes to `\(address)`", "let it stop: `: \"${DATABASE_URL:?set it}\"`")
      return
    }
    guard command.runsOnDatabase, let address = Self.otherAddress(command.text) else { return }
    note(command, "this line names another database: `\(address)`", "take the address from the environment")
  }

  /// What is recorded has to have run, and what runs has to be recorded.
  private mutating func takeAudit(_ needsAudit: Bool) {
    let runs = commands.map(\.command).filter(\.runsOnDatabase)
    let records = commands.map(\.command).filter(\.recordsAudit)
    if let record = records.last, let run = runs.last, record.range.start < run.range.start {
      note(record, "the audit entry is written before the work is done", "append it at the end of the script")
    } else if let record = records.last, runs.isEmpty {
      note(record, "the script records a result, and runs nothing on a database", "record what was run")
    } else if needsAudit, records.isEmpty, let run = runs.last {
      note(run, "the script runs on a database and appends no audit entry", "end with `db-verify audit append`")
    }
  }

  private mutating func note(_ command: ShellCommand.SimpleCommand, _ message: String, _ help: String) {
    problems.append(Problem(range: command.range, message: message, help: help))
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

  /// An address, a variable or an environment of production in a command.
  private static func otherAddress(_ text: String) -> String? {
    let words = text.split { " \"'={}$".contains($0) }
    return words.first { $0.hasAddress || $0.contains("PROD") || $0 == "production" || $0 == "prod" }.map(String.init)
  }
}

/// The variables that a script gives a value that it writes out.
private struct ShellVariables {
  private var values: [String: [ShellWord]] = [:]

  /// A command with its variables replaced; what it assigns is kept for the following ones.
  mutating func expanded(_ command: ShellCommand.SimpleCommand) -> ShellCommand.SimpleCommand {
    let result = expand(command)
    if command.words.isEmpty {
      for assignment in command.assignments {
        guard let sign = assignment.text.firstIndex(of: "=") else { continue }
        let parts = assignment.text[assignment.text.index(after: sign)...].split { $0 == " " || $0 == "\t" }
        values[String(assignment.text[..<sign])] =
          assignment.elements.isEmpty ? parts.map { ShellWord(text: String($0)) } : assignment.elements
      }
    }
    return result
  }

  func expand(_ command: ShellCommand.SimpleCommand) -> ShellCommand.SimpleCommand {
    var result = command
    result.words = command.words.flatMap { word -> [ShellWord] in
      guard word.text.first == "$" else { return [word] }
      let name = word.text.drop { $0 == "$" || $0 == "{" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let isWhole = ["$\(name)", "${\(name)}", "${\(name)[@]}", "${\(name)[*]}"].contains(word.text)
      return isWhole ? values[String(name)] ?? [word] : [word]
    }
    return result
  }
}

extension ShellCommand.SimpleCommand {
  /// Whether it runs something on a database.
  var runsOnDatabase: Bool {
    if PsqlCall(self) != nil { return true }
    let names = words.map { Self.base($0.text) }
    if ["bash", "sh"].contains(name), words.dropFirst().contains(where: { $0.text.hasSuffix(".sh") }) { return true }
    return zip(names, names.dropFirst()).contains { $0 == "db-verify" && ["apply", "rehearse"].contains($1) }
  }

  var recordsAudit: Bool {
    let words = words.map(\.text)
    return words.contains("audit") && words.contains("append")
  }

  /// The options that `set` switches on, by their long names.
  fileprivate var shellOptions: Set<String> {
    var options: Set<String> = []
    var namesFollow = false
    for word in words.dropFirst().map(\.text) {
      if namesFollow {
        options.insert(word)
        namesFollow = false
      } else if word.hasPrefix("-") {
        if word.contains("e") { options.insert("errexit") }
        namesFollow = word.hasSuffix("o")
      }
    }
    return options
  }
}

extension StringProtocol {
  fileprivate var hasAddress: Bool {
    let text = drop { $0 == "\"" || $0 == "'" }
    return text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
  }
}
