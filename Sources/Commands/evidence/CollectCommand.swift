internal import ArgumentParser
internal import Calendars
internal import Changes
internal import CommandSupport
internal import Documents
internal import EvidenceCollection
internal import Findings
internal import Git
internal import HTTP

/// `evidence collect`: asks GitHub, and writes the document.
struct CollectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Ask GitHub about a change, and write one document.",
    discussion: """
      The event only says which pull request it is; all else is asked now, since a workflow that is run again gets the \
      payload of its first run. What cannot be read is written into the document, and the checks that need it are \
      undecided. docs/evidence.md says which permissions a token needs.

      Exit status: 0 when the document is written, 2 when what it should be about could not be read (it is written all \
      the same), 64 for a wrong command line.

      EXAMPLES:
        # In a workflow:
        evidence collect --output evidence.json
        evidence collect --pull-request 104 --repository-slug acme/platform \\
          --token-file token
        evidence collect --part teams --output evidence.json
        evidence collect --commit ID --part checks --part deployments \\
          --environment production
        evidence collect --record recording --output evidence.json
        # What a recording tells, without a network:
        evidence collect --replay recording
        # With the plans that a check reads:
        evidence collect --output evidence.json --artifacts artifacts
      """)

  @OptionGroup(title: "What is collected") var subject: SubjectOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  @Option(help: ArgumentHelp("A folder inside the local repository.", valueName: "dir"))
  var repository: String?

  @Option(help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Write each answer to this folder, too, without tokens.", valueName: "dir"))
  var record: String?

  @Option(help: ArgumentHelp("Answer from a recording instead of GitHub.", valueName: "dir"))
  var replay: String?

  @Option(help: ArgumentHelp("Keep answers here, and ask only whether they still hold.", valueName: "dir"))
  var cache: String?

  @Option(
    help: ArgumentHelp(
      "Download the artifacts of the workflow that makes plans to this folder, as seen from the document.",
      valueName: "dir"))
  var artifacts: String?

  @Option(
    help: ArgumentHelp(
      "A workflow whose artifacts are downloaded; may be repeated (default: `infrastructure.plan.workflow` of the policy).",
      valueName: "path"))
  var artifactWorkflow: [String] = []

  init() {}

  func validate() throws {
    if replay != nil, record != nil || cache != nil {
      throw ValidationError("--replay connects to nothing, so there is nothing to record or to keep")
    }
    if artifacts != nil, replay != nil || record != nil {
      throw ValidationError("a recording has no files, so --artifacts goes with neither --record nor --replay")
    }
    if !artifactWorkflow.isEmpty, artifacts == nil {
      throw ValidationError("--artifact-workflow means nothing without --artifacts")
    }
  }

  func run() async throws {
    let surroundings = Surroundings.ofThisProcess()
    let tokens = Tokens(
      main: try connection.token(surroundings), teams: try connection.teamToken(surroundings))
    if let replay {
      try await self.replay(replay, tokens.secrets)
    } else {
      try await collect(surroundings, tokens)
    }
  }

  private struct Tokens {
    let main: Token?
    let teams: Token?

    var secrets: Secrets { Secrets([main, teams].compactMap(\.self)) }
  }

  private func collect(_ surroundings: Surroundings, _ tokens: Tokens) async throws {
    let request = try subject.request(surroundings)
    let root = try connection.root(surroundings)
    if tokens.main == nil { Files.say(connection.sayingAnonymous(to: root)) }
    let local = LocalCommits(surroundings.repository(in: repository))
    var transport: any Transport = try refusing { () throws(HTTPError) in
      try HTTPClient(connection.connection(to: root, surroundings))
    }
    if let record { transport = RecordingTransport(transport, in: try Folder.store(record, tokens.secrets)) }
    let cache = try cache.map { try Folder.store($0, tokens.secrets) }
    let api = try refusing { () throws(CollectionProblem) in
      try GitHubAPI(
        root, token: tokens.main, teamToken: tokens.teams, over: transport,
        .ofThisProcess(limit: .seconds(connection.timeLimit)), cache: cache
      ) { words in
        guard surroundings.errorIsTerminal else { return }
        Files.say("evidence: \(TerminalText.visible(tokens.secrets.covering(words)))\n")
      }
    }
    let download = try artifacts.map { folder in
      try ArtifactDownload(to: folder, besides: output, of: artifactWorkflow)
    }
    let collector = EvidenceCollector(request, from: api, download: download, isHere: local.has)
    let document = await collector.document(collectedAt: surroundings.now)
    if let record {
      let manifest = CollectionManifest(
        request, root: root.text, collectedAt: surroundings.now, present: local.present,
        timeLimit: connection.timeLimit)
      try Files.write(
        tokens.secrets.covering(manifest.node.jsonBytes(pretty: true)),
        to: "\(record)/\(CollectionManifest.fileName)")
    }
    try finish(document, of: collector, tokens.secrets)
  }

  private func replay(_ folder: String, _ secrets: Secrets) async throws {
    let file = "\(folder)/\(CollectionManifest.fileName)"
    let bytes = try Files.contents(of: file, limit: Folder.fileLimit)
    let manifest = try refusing { () throws(CollectionProblem) in try CollectionManifest(bytes) }
    let root = try refusing { () throws(HTTPError) in try WebAddress(manifest.root) }
    let store = try Folder.store(folder, secrets)
    let api = try refusing { () throws(CollectionProblem) in
      try GitHubAPI(
        root, token: nil, over: ReplayingTransport(of: store), .ofReplay(limit: .seconds(manifest.timeLimit)))
    }
    let collector = EvidenceCollector(manifest.request, from: api) { manifest.present.contains($0) }
    try finish(await collector.document(collectedAt: manifest.collectedAt), of: collector, secrets)
  }

  private func finish(_ document: Node, of collector: EvidenceCollector, _ secrets: Secrets) throws {
    let bytes = secrets.covering(document.jsonBytes(pretty: true) + [UInt8(ascii: "\n")])
    do throws(UnreadableEvidence) {
      // What nobody could read would only be noticed by the checks, one after the other.
      _ = try Evidence(SourceText(bytes), path: output ?? "the evidence")
    } catch {
      throw FileProblem(description: "GitHub answered with what makes no evidence: \(error.message)")
    }
    if let output { try Files.write(bytes, to: output) } else { try Files.writeToOutput(bytes) }
    for (what, why) in collector.unreadable {
      Files.say("evidence: could not read \(TerminalText.visible(secrets.covering("\(what): \(why)")))\n")
    }
    if !collector.hasSubject { throw ExitCode(Verdict.undecided.exitCode) }
  }

  /// Runs what can only fail for a reason outside of the program, and says the reason.
  private func refusing<Value, Problem: Error>(_ body: () throws(Problem) -> Value) throws(FileProblem) -> Value {
    do throws(Problem) {
      return try body()
    } catch {
      throw FileProblem(description: "\(error)")
    }
  }
}
