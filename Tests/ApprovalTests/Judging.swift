import ArgumentParser
import Calendars
import CommandSupport
import ContractChecks
import Findings
import SystemPackage
import TestSupport

extension Judgement {
  /// Judges in a repository, in this process; the arguments come behind `contracts check --format json`.
  init(_ arguments: [String], in repository: ScratchRepository) async throws {
    let command = try CheckCommand<ContractCheck>.parse(["--repository", repository.folder.string] + arguments)
    let reports = try await command.reports(
      Surroundings(
        environment: ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"],
        // 2026-11-17T18:00:00Z, the evening of the day on which all of it takes place.
        now: Instant(secondsSince1970: 1_794_938_400)))
    try self.init(
      status: Verdict(of: reports.map(\.verdict)).exitCode, document: JSONReportWriter().bytes(for: reports))
  }
}

/// Makes a project that is judged in this process, lends it, and removes it afterwards.
func withApprovalProject(
  policy: [String: String] = [".signalbox/roles.yml": ApprovalProject.roles],
  _ body: (ApprovalProject) async throws -> Void
) async throws {
  try await withApprovalProject(policy: policy, judge: { try await Judgement($0, in: $1) }, body)
}
