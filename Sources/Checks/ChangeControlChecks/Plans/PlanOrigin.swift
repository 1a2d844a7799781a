internal import Changes
internal import Git

/// Whether an artifact was uploaded by a run that a policy believes, for a head of the pull request under judgement.
struct PlanOrigin {
  let change: Change
  let workflow: String?
  let evidence: Evidence

  enum Answer {
    case believed
    case refused(String)
    case unknown(String)
  }

  /// Events whose runs see the pull request's own commits.
  private static let events: Set = ["pull_request", "push", "merge_group"]

  func answer(about artifact: Evidence.Artifact) -> Answer {
    if let workflow {
      guard let ran = artifact.workflow else {
        return .unknown("the evidence does not tell which workflow uploaded it")
      }
      guard ran == workflow else { return .refused("`\(ran)` uploaded it, and not `\(workflow)`") }
      guard let event = artifact.event else { return .unknown("the evidence does not tell which event its run had") }
      guard Self.events.contains(event) else { return .refused("its run was started by `\(event)`") }
      do throws(GitError) {
        if let own = try changedWorkflow(workflow, of: artifact) { return .refused(own) }
      } catch {
        return .unknown("which `\(workflow)` its run had is not known: \(error.message)")
      }
    }
    guard evidence.changes.contains(where: { isHead(artifact, of: $0) }) else {
      return .refused("its run was for `\(artifact.commit.abbreviated)`, which is no head of the pull request")
    }
    return .believed
  }

  private func isHead(_ artifact: Evidence.Artifact, of request: PullRequest) -> Bool {
    let heads = [request.head.commit] + (request.heads ?? []).map(\.commit) + (request.commits ?? []).map(\.id)
    if artifact.event == "merge_group" {
      return request.group.map { $0.head == artifact.commit } ?? heads.contains(artifact.commit)
    }
    guard heads.contains(artifact.commit) else { return false }
    if let branch = artifact.headBranch, branch != request.head.ref { return false }
    guard let repository = artifact.headRepository, request.isFork != true else { return true }
    return repository.lowercased() == evidence.source.repository.lowercased()
  }

  /// Why the file of the workflow is not the one that the base has; where the evidence does not tell the file as it ran, by
  /// the commit that it ran for.
  private func changedWorkflow(
    _ workflow: String, of artifact: Evidence.Artifact
  ) throws(GitError) -> String? {
    let path = RepositoryPath(workflow)
    let base = try change.base.version(of: path)?.id
    var ran = artifact.workflowBlob
    if ran == nil { ran = try change.judged.snapshot(at: artifact.commit)?.version(of: path)?.id }
    guard let ran else { return nil }
    guard let base else { return "the base has no `\(workflow)`, so the change wrote its own evidence" }
    return base == ran ? nil : "its run had another `\(workflow)` than the base, so it wrote its own evidence"
  }
}
