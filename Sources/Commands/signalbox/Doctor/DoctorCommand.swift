internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import Findings
internal import Git
internal import Policy

/// `signalbox doctor`: whether what is meant to be enforced is enforced.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Diagnose hooks, policy, workflows, code owners, required checks.",
    discussion: """
      It looks at the tools, the repository, the policy, the workflows and the code owners as they are in the working \
      tree. What GitHub requires is in the evidence; without it that is unknown.

      Exit status: 0 no problem; 1 a problem; 2 could not be checked; 64 for a wrong \
      command line.

      EXAMPLES:
        signalbox doctor
        # With what evidence collect --part required-checks has written:
        signalbox doctor --evidence evidence.json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(help: ArgumentHelp("File written by `evidence collect`.", valueName: "file"))
  var evidence: String?

  @Option(help: ArgumentHelp("A folder inside the repository.", valueName: "dir"))
  var repository: String?

  @Option(help: "How it is written.")
  var format: Format = .text

  @OptionGroup var color: ColorOptions

  func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let patient = try Patient(in: repository, evidence: try known(), surroundings)
    let examinations = [
      await patient.tools(), try patient.repositoryState(), await patient.policy(), try patient.workflows(),
      try patient.owners(), try patient.changeControl(), patient.forge(),
    ].compactMap(\.self)
    let style = surroundings.style(color.choice)
    try Files.writeToOutput(format == .json ? examinations.jsonBytes : Array(examinations.text(style).utf8))
    throw ExitCode((examinations.count(of: .ill) == 0 ? Verdict.pass : .fail).exitCode)
  }

  private func known() throws -> Evidence? {
    do {
      return try Evidence.read(from: evidence)
    } catch let error as UnreadableEvidence {
      let reasons = Undecidable(error).faults.map(\.message).joined(separator: "; ")
      throw FileProblem(description: "\(evidence ?? ""): \(reasons)")
    }
  }
}

/// A repository that is looked at, with its files as they are in the working tree.
struct Patient {
  let repository: Repository

  /// The top of the working tree.
  let top: String
  let evidence: Evidence?
  let surroundings: Surroundings

  /// The checks whose policy files are there.
  let adopted: [any Check.Type]

  /// Opens a repository.
  ///
  /// - Throws: `FileProblem` where there is none with a working tree.
  init(in folder: String?, evidence: Evidence?, _ surroundings: Surroundings) throws(FileProblem) {
    do throws(GitError) {
      repository = try Repository.open(
        surroundings.repository(in: folder), configuration: surroundings.userConfiguration)
      guard let top = repository.workingTree else {
        throw GitError(.wrongKind, "a bare repository has no files", help: "run it in a clone that has a working tree")
      }
      self.top = top.hasSuffix("/") ? String(top.dropLast()) : top
    } catch {
      throw FileProblem(description: "\(error.message); \(error.help)")
    }
    self.evidence = evidence
    self.surroundings = surroundings
    let top = top
    adopted = AllChecks.checks.filter { Files.isThere("\(top)/\($0.policyPath)") }
  }
}
