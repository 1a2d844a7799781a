import Documents
import SystemPackage
import TestSupport
import Testing
import WebServer

/// A run of `evidence collect`, and the document that it wrote.
struct Collection {
  let run: Tool
  let document: Node
  let file: String

  /// The reasons why something could not be read.
  var unreadable: String {
    (document["unreadable"]?.array.map(Array.init) ?? [])
      .map { "\($0["what"]?.string ?? ""): \($0["why"]?.string ?? "")" }.joined(separator: "\n")
  }

  var change: Node? { document["changes"]?.array?.first }

  /// Collects from a server; no word of the token may be anywhere.
  init(
    _ arguments: [String], from address: String, in folder: FilePath, environment: [String: String] = [:]
  ) async throws {
    let file = folder.removingLastComponent().appending("collected.json")
    let bytes = [UInt8]("\(Forge.token)\n".utf8)
    let token = folder.removingLastComponent().appending("token")
    try await token.write(bytes)
    run = try await EndToEndTests.run(
      "evidence",
      ["collect", "--repository-slug", "acme/platform", "--api-url", address, "--token-file", token.string]
        + ["--output", file.string] + arguments,
      in: folder, environment: Self.quiet.merging(environment) { $1 })
    self.file = file.string
    let text = try #require(Project.text(of: file), "\(run.errorText)")
    #expect(!text.contains(Forge.token) && !run.errorText.contains(Forge.token))
    DocumentValidation.documents?.add(Array(text.utf8), schema: "evidence")
    document = try Document.json(SourceText(Array(text.utf8))).root
  }

  /// An environment in which no workflow and no proxy is known.
  static let quiet = Dictionary(
    uniqueKeysWithValues: [
      "GITHUB_TOKEN", "GITHUB_TEAM_TOKEN", "GITHUB_API_URL", "GITHUB_EVENT_PATH", "GITHUB_EVENT_NAME",
      "GITHUB_REPOSITORY", "GITHUB_SHA", "GITHUB_REF", "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
      "ALL_PROXY", "SSL_CERT_FILE",
    ].map { ($0, "") })
}

extension ApprovalProject {
  /// Publishes the pull request, as a test changes it, collects the evidence and judges the head by it.
  func judgeCollected(
    _ forge: Forge = Forge(), subject: [String]? = nil, arguments: [String] = [], further: [String] = [],
    base: String? = nil, head: String? = nil,
    _ change: (inout ForgePullRequest) -> Void = { _ in }
  ) async throws -> (Judgement, Collection) {
    var pull = ForgePullRequest(self)
    change(&pull)
    pull.publish(on: forge)
    let file = repository.folder
    return try await withWebServer { request in
      forge.answer(to: request)
    } _: { server in
      let collection = try await Collection(
        (subject ?? ["--pull-request", "\(pull.number)"]) + ["--part", "teams"] + arguments, from: server.address,
        in: file)
      let mergeBase = try await repository.git("merge-base", "main", head ?? self.pull.head).text
      let judgement = try await Judgement(
        [
          "--stage", "merge", "--base", base ?? mergeBase, "--head", head ?? self.pull.head, "--evidence",
          collection.file,
        ]
          + further, in: repository)
      return (judgement, collection)
    }
  }
}
