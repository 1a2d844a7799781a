internal import ArgumentParser
internal import ChangeControlChecks
internal import Changes
internal import CommandSupport
internal import Git
internal import Policy
internal import SystemPackage

/// `change-control adr`: writes decision records.
struct DecisionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adr", abstract: "Write architecture decision records.", subcommands: [NewDecisionCommand.self])
}

/// `change-control adr new`: the next record, from the template.
struct NewDecisionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write the next decision record from the template.",
    discussion: """
      The number is the next one that neither this branch nor the default branch has. Nothing is overwritten.

      EXAMPLES:
        change-control adr new "Topics are made by one module"
      """)

  @Argument(help: "The decision, as a sentence.")
  var title: String

  @OptionGroup var options: AuditOptions

  func validate() throws {
    if DecisionDraft.slug(of: title).isEmpty { throw ValidationError("the title has no letter and no digit") }
  }

  func run() throws {
    let reading = try AuditReading(options)
    guard let folder = reading.policy.own.decisions.folder else {
      throw AuditReading.undecided("`decisions.folder` is not set in \(ChangeControlCheck.policyPath)")
    }
    guard let top = reading.repository.workingTree else {
      throw AuditReading.undecided("the repository has no working tree to write to")
    }
    let draft: DecisionDraft
    do throws(Undecidable) {
      let template = reading.policy.own.decisions.template
      let here = try reading.source.workingTree(in: [folder] + (template.map { [$0] } ?? []))
      draft = DecisionDraft(
        title, after: [here, try reading.source.tree()], policy: reading.policy.own.decisions, at: reading.now)
    } catch {
      throw AuditReading.undecided(error.faults.map(\.message).joined(separator: "\n"))
    }
    guard try NewFile(draft.path, below: FilePath(top)).create(Array(draft.text.utf8)) else {
      throw AuditReading.undecided("\(draft.path) is there already")
    }
    try Files.writeToOutput(Array("\(draft.path)\n".utf8))
  }
}
