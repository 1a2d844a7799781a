import Documents
import SystemPackage
import TestSupport
import Testing
import WebServer

/// Collects from answers that api.github.com really gave.
@Suite(
  .enabled(
    if: Project.exists(Project.corpora.appending("github/rest")), "there are no recordings of api.github.com here"),
  .validatingDocuments)
struct RecordedForgeTests {
  static let recordings = Project.corpora.appending("github/rest")

  @Test func `pages of check runs`() async throws {
    let commit = "78b9ff49d47daaa158eb373c4e2e040f739df8b9"
    let collection = try await Self.collect(
      "GHRepositoryTest/getCheckRuns", "hub4j/github-api", ["--commit", commit, "--part", "checks"])
    let runs = collection.document["checkRuns"]?.array
    #expect((runs?.count ?? 0) > 4)
    #expect(runs?.allSatisfy { $0["commit"]?.string == commit && $0["app"]?.string != nil } == true)
  }

  @Test func `deployments with their statuses`() async throws {
    let commit = "3a09d2de4a9a1322a0ba2c3e2f54a919ca8fe353"
    let collection = try await Self.collect(
      "AppTest/testCreateAndListDeployments", "hub4j-test-org/github-api-test",
      ["--commit", commit, "--part", "deployments"])
    #expect(collection.document["deployments"]?.array?.isEmpty == false, "\(collection.unreadable)")
  }

  @Test func `a pull request whose label no event tells of`() async throws {
    let repository = "/repos/hub4j-test-org/github-api"
    let collection = try await Self.collect(
      "GHPullRequestTest/removeLabels", "hub4j-test-org/github-api", ["--pull-request", "425", "--part", "issues"],
      with: [
        "\(repository)/git/ref/heads/main": #"{"object": {"sha": "3a09d2de4a9a1322a0ba2c3e2f54a919ca8fe353"}}"#,
        "\(repository)/issues/425/events": "[]",
      ])
    #expect(collection.change?["author"]?.string == "bitwiseman")
    #expect(collection.change?["head"]?["ref"]?.string == "test/stable")
    #expect(
      collection.change?["labels"]?.json() == #"[{"name":"removeLabels_label_name_1","by":null,"at":null}]"#,
      "\(collection.unreadable)")
  }

  @Test func `what a branch requires, by its protection`() async throws {
    let collection = try await Self.collect(
      "GHBranchProtectionTest/testChecksWithAppIds", "hub4j-test-org/temp-testChecksWithAppIds",
      ["--commit", "3a09d2de4a9a1322a0ba2c3e2f54a919ca8fe353", "--part", "required-checks"],
      with: ["/repos/hub4j-test-org/temp-testChecksWithAppIds/rules/branches/main": "[]"])
    // When it was recorded nothing was required yet: known to be nothing, which is not the same as unknown.
    #expect(collection.document["requiredChecks"]?.array?.isEmpty == true, "\(collection.unreadable)")
  }

  /// Serves a folder of recordings, with the addresses in them turned to this machine, and collects.
  ///
  /// What is derived is answered to paths that were not recorded.
  private static func collect(
    _ folder: String, _ repository: String, _ arguments: [String], with derived: [String: String] = [:]
  ) async throws -> Collection {
    let answers = try answers(in: recordings.appending(folder)).merging(
      derived.mapValues { WebServer.Answer($0) }
    ) { $1 }
    return try await withScratchFolder { scratch in
      try await withWebServer { request in
        let path = request.target.split(separator: "?").first.map(String.init) ?? ""
        let page = request.target.contains("&page=") || request.target.contains("?page=")
        guard var answer = answers[request.target] ?? (page ? nil : answers[path]) else {
          return WebServer.Answer(path.hasSuffix("/pulls") || path.hasSuffix("/statuses") ? "[]" : "{}")
        }
        let host = "http://\(request.headers["host"] ?? "")"
        answer.headers["Link"] = answer.headers["Link"]?.replacing("https://api.github.com", with: host)
        return answer
      } _: { server in
        let file = scratch.appending("folder")
        _ = try await Tool.run("mkdir", [file.string])
        return try await Collection(
          ["--repository-slug", repository] + arguments, from: server.address, in: file)
      }
    }
  }

  /// The answers of a recording (WireMock), by target and by path; of several the first.
  private static func answers(in folder: FilePath) throws -> [String: WebServer.Answer] {
    var answers: [String: WebServer.Answer] = [:]
    for name in Project.names(in: folder.appending("mappings")) {
      let text = Project.text(of: folder.appending("mappings/\(name)")) ?? ""
      let mapping = try Document.json(SourceText(Array(text.utf8))).root
      guard mapping["request"]?["method"]?.string == "GET", let target = mapping["request"]?["url"]?.string,
        let file = mapping["response"]?["bodyFileName"]?.string
      else { continue }
      var answer = WebServer.Answer(Project.text(of: folder.appending("__files/\(file)")) ?? "")
      for header in ["Date", "Link", "ETag"] {
        if let value = mapping["response"]?["headers"]?[header]?.string { answer.headers[header] = value }
      }
      answers[target] = answers[target] ?? answer
      let path = target.split(separator: "?").first.map(String.init) ?? ""
      answers[path] = answers[path] ?? answer
    }
    return answers
  }
}
