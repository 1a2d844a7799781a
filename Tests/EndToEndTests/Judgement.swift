import Documents
import TestSupport

extension Judgement {
  /// Judges in a repository by the executable; the arguments come behind `check --format json`.
  init(_ arguments: [String], in repository: ScratchRepository) async throws {
    let run = try await contracts(["check", "--format", "json"] + arguments, in: repository)
    do {
      try self.init(status: run.status, document: run.output)
    } catch is DocumentError {
      throw ToolFailure(command: "contracts check " + arguments.joined(separator: " "), result: run)
    }
  }
}

/// Makes a project that is judged by the executable, lends it, and removes it afterwards.
func withApprovalProject(
  policy: [String: String] = [".signalbox/roles.yml": ApprovalProject.roles],
  _ body: (ApprovalProject) async throws -> Void
) async throws {
  try await withApprovalProject(policy: policy, judge: { try await Judgement($0, in: $1) }, body)
}
