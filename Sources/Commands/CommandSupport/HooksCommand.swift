package import ArgumentParser
internal import Git

/// `signalbox hooks`: puts the checks before every push, and takes them away again.
package struct HooksCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "hooks", abstract: "Install or remove the pre-push hook.",
    subcommands: [InstallHooksCommand.self, UninstallHooksCommand.self])

  package init() {}

  package func run() throws {
    throw ValidationError("missing subcommand; see `signalbox hooks --help`")
  }
}

struct InstallHooksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install the pre-push hook.",
    discussion: """
      The hook calls `signalbox pre-push`. A hook that is there already is kept as \(PrePushHook.keptName) and runs \
      first; if it refuses the push, nothing else runs. Linked worktrees share the hook, and core.hooksPath is \
      honoured.

      EXAMPLES:
        signalbox hooks install
      """)

  @Option(help: ArgumentHelp("A folder inside the repository.", valueName: "dir"))
  var repository: String?

  func run() throws {
    let hook = try PrePushHook(in: repository, Surroundings.ofThisProcess())
    switch try hook.install() {
    case .installed: Files.say("signalbox: installed \(hook.path)\n")
    case .chained: Files.say("signalbox: installed \(hook.path); the hook that was there runs first\n")
    case .upToDate: Files.say("signalbox: \(hook.path) is installed already\n")
    }
    if let remark = hook.remark { Files.say("signalbox: \(remark)\n") }
  }
}

struct UninstallHooksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall",
    abstract: "Remove the pre-push hook, and restore the one before it.",
    discussion: """
      EXAMPLES:
        signalbox hooks uninstall
      """)

  @Option(help: ArgumentHelp("A folder inside the repository.", valueName: "dir"))
  var repository: String?

  func run() throws {
    let hook = try PrePushHook(in: repository, Surroundings.ofThisProcess())
    let wasThere = try hook.uninstall()
    let outcome = wasThere ? "removed \(hook.path)" : "\(hook.path) was not written by Signalbox; left unchanged"
    Files.say("signalbox: \(outcome)\n")
  }
}
