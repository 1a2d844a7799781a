internal import Documents

/// Follows the status of commands through a script: where one that matters fails and the script goes on to be green.
///
/// The script is taken to run with errexit, as `set -e` and the workflows of GitHub have it.
struct ShellStatus {
  struct Loss {
    let range: SourceRange
    let message: String
    let help: String
  }

  private(set) var losses: [Loss] = []
  private let hasPipefail: Bool
  private let matters: (ShellCommand.SimpleCommand) -> Bool
  /// The functions of the script that run a command that matters, and those that end it as failed.
  private var important: Set<String> = []
  private var failing: Set<String> = []

  init(_ script: ShellList, hasPipefail: Bool, matters: @escaping (ShellCommand.SimpleCommand) -> Bool) {
    self.hasPipefail = hasPipefail
    self.matters = matters
    take(script, nil, isLast: true)
  }

  /// Why a status is lost, with what to do.
  private typealias Reason = (message: String, help: String)

  // MARK: Commands

  private mutating func take(_ list: ShellList, _ reason: Reason?, isLast: Bool) {
    for (number, item) in list.items.enumerated() {
      take(item, reason, isLast: isLast && number == list.items.count - 1)
    }
  }

  private mutating func take(_ item: ShellList.Item, _ outer: Reason?, isLast: Bool) {
    if item.isBackground {
      let reason: Reason = (
        "the script does not wait for this command, so its failure is lost", "run it in the foreground"
      )
      for part in item.parts { take(part.pipeline, reason, isLast: false) }
      return
    }
    for (number, part) in item.parts.enumerated() {
      let rest = item.parts[(number + 1)...]
      take(
        part.pipeline, rest.isEmpty ? outer : outer ?? reason(for: part.pipeline, before: rest, isLast), isLast: isLast)
    }
  }

  /// What becomes of a failure of a command with `&&` or `||` behind it.
  private func reason(
    for pipeline: ShellPipeline, before rest: ArraySlice<(joinedBy: String, pipeline: ShellPipeline)>, _ isLast: Bool
  ) -> Reason? {
    for (joint, next) in rest where joint == "||" {
      if fails(next) { return nil }
      // Another command that matters is a second try.
      if runs(next) { return nil }
      guard runs(pipeline) || isAlwaysWell(next) && !pipeline.mayFail else { return nil }
      return ("this line succeeds although its command fails", "let the failure through")
    }
    guard !isLast else { return nil }
    return (
      "errexit does not see a failure before `&&`, so the script goes on", "write the commands on lines of their own"
    )
  }

  private mutating func take(_ pipeline: ShellPipeline, _ outer: Reason?, isLast: Bool) {
    for (number, command) in pipeline.commands.enumerated() {
      var reason = outer
      if pipeline.isNegated {
        reason = reason ?? ("`!` turns the status of this command around", "let the failure through")
      }
      if number < pipeline.commands.count - 1, !hasPipefail {
        reason =
          reason ?? (
            "a pipe takes the status of its last command, and not that of this one", "begin with `set -o pipefail`"
          )
      }
      take(command, reason, isLast: isLast && number == pipeline.commands.count - 1)
    }
  }

  private mutating func take(_ command: ShellCommand, _ reason: Reason?, isLast: Bool) {
    switch command {
    case .simple(let simple): take(simple, reason)
    case .group(let list): take(list, reason, isLast: isLast)
    case .conditional(let branches, let otherwise):
      for (number, branch) in branches.enumerated() {
        let isNegated = branch.condition.isNegated
        let next = number + 1 < branches.count ? nil : otherwise
        let isKept = isNegated ? fails(branch.body) : next.map(fails) == true
        take(
          branch.condition.withoutNegation,
          isKept ? nil : ("a failure of this condition does not fail the script", "end the branch with `exit 1`"),
          isLast: true)
        take(branch.body, reason, isLast: isLast)
      }
      if let otherwise { take(otherwise, reason, isLast: isLast) }
    case .loop(let keyword, let condition, let body):
      // `until` goes on until its condition is true.
      let lost: Reason = ("a failure of this condition only ends the loop", "run the command before the loop")
      take(condition.withoutNegation, keyword == "until" ? nil : lost, isLast: true)
      take(body, reason, isLast: isLast)
    case .choice(let lists): for list in lists { take(list, reason, isLast: isLast) }
    case .function(let name, let body):
      if fails(body) { failing.insert(name) }
      if runs(body) { important.insert(name) }
      take(body, nil, isLast: true)
    }
  }

  private mutating func take(_ simple: ShellCommand.SimpleCommand, _ outer: Reason?) {
    if let outer, runs(simple) || outer.message.hasPrefix("this line") {
      losses.append(Loss(range: simple.range, message: outer.message, help: outer.help))
      return
    }
    // A test compares what the command says, and an assignment by itself has the status of the command.
    let keeps = simple.words.isEmpty || ["[", "[[", "test"].contains(simple.name)
    let reason: Reason = (
      "the status of the command in `$(…)` is lost, since another command takes it as a word",
      "assign it to a variable by itself first"
    )
    for list in simple.substitutions where runs(list) { take(list, keeps ? outer : reason, isLast: true) }
  }

  // MARK: Questions

  private func runs(_ simple: ShellCommand.SimpleCommand) -> Bool {
    matters(simple) || important.contains(simple.name)
  }

  private func runs(_ list: ShellList) -> Bool {
    var found = false
    list.forEachCommand { command, _ in if runs(command) { found = true } }
    return found
  }

  private func runs(_ pipeline: ShellPipeline) -> Bool {
    runs(ShellList(items: [.init(parts: [("", pipeline)])]))
  }

  private func fails(_ pipeline: ShellPipeline) -> Bool {
    guard !pipeline.isNegated, let last = pipeline.commands.last else { return false }
    switch last {
    case .simple(let simple): return fails(simple, isFirst: true)
    case .group(let list): return fails(list)
    default: return false
    }
  }

  /// Whether commands end the script, or their function, as failed.
  private func fails(_ list: ShellList) -> Bool {
    for (number, item) in list.items.enumerated() {
      guard item.parts.count == 1, let pipeline = item.parts.first?.pipeline, pipeline.commands.count == 1 else {
        continue
      }
      switch pipeline.commands[0] {
      case .simple(let simple) where fails(simple, isFirst: number == 0): return true
      case .group(let inner) where fails(inner): return true
      default: continue
      }
    }
    return false
  }

  private func fails(_ simple: ShellCommand.SimpleCommand, isFirst: Bool) -> Bool {
    switch simple.name {
    case "exit", "return":
      // Without a status it is that of the last command, which is the failed one only where nothing comes before it.
      guard let status = simple.words.dropFirst().first?.text, status != "$?" else { return isFirst }
      return status != "0"
    case "false": return true
    case "die", "fail", "abort": return true
    default: return failing.contains(simple.name)
    }
  }

  /// Whether a command never fails.
  private func isAlwaysWell(_ pipeline: ShellPipeline) -> Bool {
    guard case .simple(let simple)? = pipeline.commands.last else { return false }
    if ["exit", "return"].contains(simple.name) { return simple.words.dropFirst().first?.text == "0" }
    return ["true", ":", "echo", "printf"].contains(simple.name)
  }
}

extension ShellPipeline {
  /// Whether people let the command fail on purpose, as `rm` of what may not be there.
  fileprivate var mayFail: Bool {
    commands.allSatisfy { command in
      guard case .simple(let simple) = command else { return false }
      return [
        "rm", "rmdir", "mkdir", "grep", "kill", "read", "command", "type", "which", "echo", "printf", "cd", "pkill",
      ].contains(simple.name)
    }
  }
}

extension ShellList {
  fileprivate var isNegated: Bool { items.last?.parts.last?.pipeline.isNegated == true }

  /// A condition whose last pipeline is taken as it is, since what it leads to is looked at.
  fileprivate var withoutNegation: ShellList {
    var list = self
    guard let item = list.items.indices.last, let part = list.items[item].parts.indices.last else { return list }
    list.items[item].parts[part].pipeline.isNegated = false
    return list
  }
}
