internal import ArgumentParser
internal import Calendars
internal import Changes
internal import CommandSupport
internal import Documents
internal import EvidenceCollection
internal import Git
internal import Policy

/// What is collected.
struct SubjectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The payload that tells which pull request, merge group or commit (default: GITHUB_EVENT_PATH).",
      valueName: "file"))
  var event: String?

  @Option(help: ArgumentHelp("The number of the pull request, in place of an event.", valueName: "number"))
  var pullRequest: Int?

  @Option(help: ArgumentHelp("A commit that is on its branch already, in place of an event.", valueName: "id"))
  var commit: String?

  @Option(help: ArgumentHelp("The repository (default: GITHUB_REPOSITORY).", valueName: "owner/name"))
  var repositorySlug: String?

  @Option(help: "Collect only this part beside the pull requests; may be repeated (default: all).")
  var part: [CollectionRequest.Part] = []

  @Option(
    help: ArgumentHelp(
      "A team to read beside those of .signalbox/roles.yml; may be repeated.", valueName: "organisation/team"))
  var team: [String] = []

  @Option(help: ArgumentHelp("The policy files of the organisation, whose roles name teams, too.", valueName: "dir"))
  var organisationPolicy: String?

  @Option(
    help: ArgumentHelp(
      "A label of issues to collect; may be repeated (default: incident, blocker, freeze).", valueName: "name")
  )
  var incidentLabel: [String] = []

  @Option(
    help: ArgumentHelp(
      "An environment whose deployments are collected; may be repeated (default: those of the policy).",
      valueName: "name"))
  var environment: [String] = []

  init() {}

  func validate() throws {
    if [event, commit, pullRequest.map { "\($0)" }].compactMap(\.self).count > 1 {
      throw ValidationError("--event, --pull-request and --commit each say what to collect; give one of them")
    }
    if let pullRequest, pullRequest < 1 { throw ValidationError("a pull request has a number from 1 on") }
    if let commit, ObjectID(commit) == nil { throw ValidationError("--commit takes all 40 digits of the id") }
  }

  /// What is to be collected, by the options or the environment.
  func request(_ surroundings: Surroundings) throws -> CollectionRequest {
    guard let slug = repositorySlug ?? surroundings.variable("GITHUB_REPOSITORY") else {
      throw ValidationError("Say which repository: --repository-slug owner/name")
    }
    guard var request = CollectionRequest(repository: slug, try subject(surroundings)) else {
      throw ValidationError("'\(slug)' is no repository; give it as --repository-slug owner/name")
    }
    if !part.isEmpty { request.parts = Set(part) }
    if !incidentLabel.isEmpty { request.issueLabels = incidentLabel }
    request.environments = environment
    request.ownRun = surroundings.variable("GITHUB_RUN_ID")
    request.teams = team
    if let organisationPolicy {
      let files = try Files.contents(ofFolder: organisationPolicy, limit: PolicyFolder.sizeLimit)
      request.teams += EvidenceCollector.teams(ofRoles: files["roles.yml"] ?? [])
    }
    return request
  }

  private func subject(_ surroundings: Surroundings) throws -> CollectionRequest.Subject {
    if let pullRequest { return .pullRequest(pullRequest) }
    if let commit = commit.flatMap({ ObjectID($0) }) { return .commit(commit) }
    guard let path = event ?? surroundings.variable("GITHUB_EVENT_PATH") else {
      throw ValidationError("name what to collect: --pull-request NUMBER, --commit ID or --event FILE")
    }
    let payload = try Files.contents(of: path, limit: GitHubEvent.sizeLimit)
    do throws(Undecidable) {
      let event = try GitHubEvent(
        name: try name(ofEvent: payload, surroundings), payload: payload, ref: surroundings.variable("GITHUB_REF"),
        commit: surroundings.variable("GITHUB_SHA"))
      if let subject = CollectionRequest.Subject(event) { return subject }
    } catch {
      throw FileProblem(description: "\(path): \(error.faults.map(\.message).joined(separator: "; "))")
    }
    throw ValidationError("The event in \(path) is about no commit; say what to collect: --pull-request or --commit")
  }

  /// The name of an event: as the workflow says, and for a payload that was named what its keys say.
  private func name(ofEvent payload: [UInt8], _ surroundings: Surroundings) throws(Undecidable) -> String {
    if let name = surroundings.variable("GITHUB_EVENT_NAME") { return name }
    do throws(DocumentError) {
      let root = try Document.json(SourceText(payload)).root
      if root["merge_group"] != nil { return "merge_group" }
      return root["pull_request"] != nil ? "pull_request" : "push"
    } catch {
      return "push"
    }
  }
}

extension CollectionRequest.Part: ExpressibleByArgument {}

extension Surroundings {
  /// A variable that has a value.
  func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
