internal import Changes

extension Surroundings {
  /// What made the workflow run that this process is a step of; `nil` outside of GitHub Actions, and where what was
  /// asked for leaves nothing to the event.
  ///
  /// - Throws: `Undecidable` where the event cannot be read.
  func event(for request: ComparisonRequest) throws(Undecidable) -> GitHubEvent? {
    guard isWorkflowStep else { return nil }
    let name = try variable("GITHUB_EVENT_NAME")
    guard request.defers(toEventNamed: name) else { return nil }
    let path = try variable("GITHUB_EVENT_PATH")
    let payload: [UInt8]
    do throws(FileProblem) {
      payload = try Files.contents(of: path, limit: GitHubEvent.sizeLimit)
    } catch {
      throw Undecidable("the payload of the event \(name) cannot be read: \(error)", help: Self.help)
    }
    return try GitHubEvent(
      name: name, payload: payload, ref: environment["GITHUB_REF"], commit: environment["GITHUB_SHA"])
  }

  private func variable(_ name: String) throws(Undecidable) -> String {
    guard let value = environment[name], !value.isEmpty else {
      throw Undecidable("\(name) is not set, although GITHUB_ACTIONS is", help: Self.help)
    }
    return value
  }

  private static let help = "run the check as a step of a workflow, or name the commits: --base REV --head REV"
}
