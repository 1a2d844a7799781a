internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import ContractChecks
internal import Findings
internal import Git
internal import Policy

/// The contracts of one commit, with the policy that it has.
struct ContractState {
  let repository: Repository
  let snapshot: Snapshot
  let policy: ContractPolicy

  /// Reads a revision of the repository of a folder.
  init(at revision: String, of folder: String?) throws {
    repository = try Repository.open(Surroundings.ofThisProcess().repository(in: folder))
    snapshot = try Snapshot(of: repository.commitID(of: revision), in: repository)
    policy = try PolicyFolder.base.policy(of: ContractCheck.self, at: snapshot).own
  }

  /// Does something, and where it cannot be done says why and ends as undecided.
  static func stopping(_ what: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      try stop(what, for: error)
    }
  }

  /// The same of something that takes its time.
  static func stopping(_ what: String, _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch {
      try stop(what, for: error)
    }
  }

  private static func stop(_ what: String, for error: any Error) throws {
    do {
      throw error
    } catch let problem as GitError {
      try stop(what, Undecidable(problem))
    } catch let problem as UnreadableEvidence {
      try stop(what, Undecidable(problem))
    } catch let problem as Undecidable {
      try stop(what, problem)
    } catch let problem as FileProblem {
      try stop(what, Undecidable("\(problem)", help: ""))
    }
  }

  private static func stop(_ what: String, _ problem: Undecidable) throws {
    let said = problem.faults.map { fault in
      [fault.place?.path, fault.message, fault.help].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "; ")
    }
    Files.say("contracts: \(what), because \(said.joined(separator: "; "))\n")
    throw ExitCode(Verdict.undecided.exitCode)
  }
}
