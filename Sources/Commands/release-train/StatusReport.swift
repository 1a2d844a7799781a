internal import ArgumentParser
internal import Calendars
internal import Changes
internal import CommandSupport
internal import Documents
internal import Findings
internal import Git
internal import Policy
internal import ReleaseChecks

/// Where the train is, and what each release depends on.
struct StatusReport {
  let timeline: TrainTimeline
  private let gate: Gate<ReleaseGate>
  private let repository: Repository?

  /// - Throws: `ExitCode` where the policy or the evidence cannot be read, which is told on standard error.
  init(command: StatusCommand, _ surroundings: Surroundings) throws {
    var gate = Gate(of: ReleaseGate.self, at: surroundings.now, version: Version.current)
    var options = CommonOptions()
    options.policy = command.policy
    options.allowUntrustedPolicy = command.allowUntrustedPolicy
    options.organisationPolicy = command.organisationPolicy
    gate.policy = try options.policyFolder(surroundings)
    gate.organisationPolicy = try options.organisationFiles()
    gate.isWhatIf = true
    do {
      gate.evidence = try Evidence.read(from: command.evidence)
      repository = try Self.repository(command, surroundings)
      if let repository {
        timeline = try gate.subject(deploying: nil, to: "", in: repository).ledger.timeline
      } else {
        // A policy from a folder needs no repository; without one no commit is known.
        let policy = try gate.policy.policy(of: ReleaseCheck.self, organisation: gate.organisationPolicy).own
        timeline = TrainTimeline(policy, cuts: nil)
      }
      self.gate = gate
    } catch let error as GitError {
      throw Self.undecided(gate, Undecidable(error))
    } catch let error as Undecidable {
      throw Self.undecided(gate, error)
    } catch let error as UnreadableEvidence {
      throw Self.undecided(gate, Undecidable(error))
    }
  }

  private static func repository(_ command: StatusCommand, _ surroundings: Surroundings) throws -> Repository? {
    do throws(GitError) {
      return try Repository.open(surroundings.repository(in: command.repository))
    } catch {
      guard command.policy != nil else { throw error }
      return nil
    }
  }

  /// Says why it cannot be told, as every check does, beside standard output.
  private static func undecided(_ gate: Gate<ReleaseGate>, _ error: Undecidable) -> ExitCode {
    Files.say(TextReportWriter().findings(of: gate.undecided(error)) + "\n")
    return ExitCode(Verdict.undecided.exitCode)
  }

  /// The object of an instant on one line.
  func json(at instant: Instant) throws -> [UInt8] {
    let status = timeline.status(at: instant)
    var members: [(String, Node)] = [("at", .string(instant.description))] + status.members(timeline)
    let requests = try requests(at: instant)
    if !requests.isEmpty { members.append(("releases", .array(requests.map(\.node)))) }
    return Node.object(members).jsonBytes(pretty: false) + [UInt8(ascii: "\n")]
  }

  /// What holds, for people: instants in UTC and in the zone of the policy, and the conditions of each release.
  func text(at instant: Instant) throws -> String {
    let requests = try requests(at: instant)
    var lines = timeline.status(at: instant).lines(at: instant, timeline)
    for request in requests { lines += ["", "\(request.environment):"] + request.summary + request.tree }
    if let first = requests.first { lines += ["", "next: " + first.nextCommand] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What each released environment would be asked, for the candidate; none where no evidence is given.
  private func requests(at instant: Instant) throws -> [DeploymentRequest] {
    guard let repository, gate.evidence != nil else { return [] }
    do {
      return try timeline.policy.train.released.map { environment in
        var gate = Gate(of: ReleaseGate.self, at: instant, version: Version.current)
        (gate.policy, gate.organisationPolicy) = (self.gate.policy, self.gate.organisationPolicy)
        (gate.evidence, gate.isWhatIf) = (self.gate.evidence, true)
        return try gate.subject(deploying: nil, to: environment, in: repository)
      }
    } catch let error as Undecidable {
      throw Self.undecided(gate, error)
    }
  }
}
