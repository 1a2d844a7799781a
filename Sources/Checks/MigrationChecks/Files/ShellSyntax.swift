internal import Documents

/// Commands that run one after the other.
struct ShellList {
  var items: [Item] = []

  /// Pipelines joined by `&&` and `||`; the first has no operator.
  struct Item {
    var parts: [(joinedBy: String, pipeline: ShellPipeline)] = []
    var isBackground = false
  }
}

/// Commands joined by `|`.
struct ShellPipeline {
  var commands: [ShellCommand] = []
  var isNegated = false
}

/// A command of a shell script.
indirect enum ShellCommand {
  case simple(SimpleCommand)
  /// `{ … }` and `( … )`.
  case group(ShellList)
  /// `if`, with what each condition leads to.
  case conditional([(condition: ShellList, body: ShellList)], otherwise: ShellList?)
  /// `while`, `until`, `for` and `select`; the last two have no condition.
  case loop(String, condition: ShellList, body: ShellList)
  case choice([ShellList])
  case function(String, body: ShellList)

  struct SimpleCommand {
    var assignments: [ShellWord] = []
    var words: [ShellWord] = []
    var heredocs: [String] = []
    var range = SourceRange(0, 0)
    /// What is written in the script.
    var text = ""

    /// The name of the program without its folder.
    var name: String { words.first.map { Self.base($0.text) } ?? "" }

    /// All commands of `$(…)` and `<(…)` in its words.
    var substitutions: [ShellList] { (assignments + words).flatMap(\.substitutions) }

    static func base(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
  }
}

/// A word without its quotes; expansions of parameters are kept as they are written.
struct ShellWord {
  var text = ""
  var substitutions: [ShellList] = []
  /// The words of `NAME=(…)`.
  var elements: [ShellWord] = []
}

extension ShellList {
  /// Calls a body with each simple command in the order of the script, those of functions and substitutions among them.
  func forEachCommand(isChosen: Bool = false, _ body: (ShellCommand.SimpleCommand, _ isChosen: Bool) -> Void) {
    for command in items.flatMap(\.parts).flatMap(\.pipeline.commands) {
      switch command {
      case .simple(let simple):
        body(simple, isChosen)
        for list in simple.substitutions { list.forEachCommand(isChosen: isChosen, body) }
      case .group(let list), .function(_, let list): list.forEachCommand(isChosen: isChosen, body)
      case .conditional(let branches, let otherwise):
        for branch in branches {
          // One way through the condition: two of each level would be a power of two of all.
          var asksForHelp = false
          branch.condition.forEachCommand(isChosen: isChosen) { command, isChosen in
            if command.text.contains("help") || command.text.contains("-h") { asksForHelp = true }
            body(command, isChosen)
          }
          branch.body.forEachCommand(isChosen: isChosen || asksForHelp, body)
        }
        otherwise?.forEachCommand(isChosen: isChosen, body)
      case .loop(_, let condition, let list):
        condition.forEachCommand(isChosen: isChosen, body)
        list.forEachCommand(isChosen: isChosen, body)
      case .choice(let lists): for list in lists { list.forEachCommand(isChosen: true, body) }
      }
    }
  }
}
