import AsyncAPI
import Documents
import JSONSchema
import SystemPackage
import TestSupport
import Testing

/// What AsyncAPI publishes: its technical compatibility kit and the examples of the specification.
enum AsyncAPIKit {
  static let folder = Project.corpora.appending("contracts/asyncapi")
  static let isThere = Project.exists(folder.appending("tck"))

  /// The files below a folder, by their paths.
  static func files(_ name: String) -> [String] {
    var found: [String] = []
    var open = Project.names(in: folder.appending(name))
    while let path = open.popLast() {
      if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
        found.append(path)
      } else {
        open += Project.names(in: folder.appending(name).appending(path)).map { "\(path)/\($0)" }
      }
    }
    return found.sorted()
  }

  /// What is said of a file; nil where it is no YAML.
  static func judgement(_ folder: String, _ path: String) -> AsyncAPIJudgement? {
    root(folder, path).map { judgement(of: $0, folder, path) }
  }

  static func root(_ folder: String, _ path: String) -> Node? { root(Self.folder.appending(folder).appending(path)) }

  /// What is said of a document that takes the place of a file.
  static func judgement(of root: Node, _ folder: String, _ path: String) -> AsyncAPIJudgement {
    AsyncAPIJudgement(root, uri: "file:///\(folder)/\(path.replacing(" ", with: "%20"))") { uri in
      FileURI.path(of: uri).flatMap { self.root(Self.folder.appending(String($0.dropFirst()))) }
    }
  }

  private static func root(_ path: FilePath) -> Node? {
    guard let bytes = Project.bytes(of: path) else { return nil }
    do throws(DocumentError) {
      return try SchemaText.document(bytes, path: path.string).root
    } catch {
      return nil
    }
  }
}

@Suite(.enabled(if: AsyncAPIKit.isThere, "../shared/corpora/contracts/asyncapi is not there"))
struct KitTests {
  /// Documents that the kit calls valid and the specification does not, with the clause.
  static let refused = [
    // A release candidate is no version of the specification (2.0.0, "AsyncAPI Version String").
    "asyncapi-2.0/AsyncAPI Version String/valid-with-hyphen.yaml"
  ]

  @Test func `every document of the kit is judged as its name says`() {
    var valid = 0
    var invalid = 0
    for path in AsyncAPIKit.files("tck") {
      guard let name = path.split(separator: "/").last else { continue }
      let problems = AsyncAPIKit.judgement("tck", path)?.problems.filter { !$0.isWarning }
      if name.hasPrefix("valid") {
        #expect((problems ?? []).isEmpty == !Self.refused.contains(path), "\(path): \(problems?.map(\.message) ?? [])")
        valid += 1
      } else if name.hasPrefix("invalid") {
        // What is no YAML is refused before it is judged.
        #expect(problems?.isEmpty != true, "\(path)")
        invalid += 1
      }
    }
    #expect(valid == 60)
    #expect(invalid == 148)
  }

  /// What is told of the examples of the specification: each of these is a warning.
  static let warnings = [
    "diff/asyncapi-v3-diff.yml": [
      "`schemaFormat` is given without a `schema`", "has `{userid}`, and the parameter is written `userId`",
      "has an address of its own", "the server binding of `amqp` is reserved",
      "the server binding of `amqp` is reserved",
      "the server binding of `amqp` is reserved",
    ],
    "diff/asyncapi-v3.yml": [
      "`schemaFormat` is given without a `schema`", "has an address of its own",
      "the server binding of `amqp` is reserved", "the server binding of `amqp` is reserved",
      "the server binding of `amqp` is reserved",
    ],
    "examples/kraken-websocket-request-reply-message-filter-in-reply-asyncapi.yml": [
      "example 1 does not fit the payload", "example 2 does not fit the payload",
    ],
    "examples/kraken-websocket-request-reply-multiple-channels-asyncapi.yml": [
      "example 1 does not fit the payload", "example 2 does not fit the payload",
    ],
  ]

  @Test(arguments: ["examples", "diff"])
  func `every example of the specification is accepted, with the warnings that are listed`(folder: String) {
    var judged = 0
    for path in AsyncAPIKit.files(folder) where !path.hasPrefix("social-media/common") {
      guard let judgement = AsyncAPIKit.judgement(folder, path) else { continue }
      judged += 1
      var expected = Self.warnings["\(folder)/\(path)"] ?? []
      for problem in judgement.problems {
        let place = expected.firstIndex { problem.message.contains($0) }
        #expect(problem.isWarning && place != nil, "\(path): \(problem.message)")
        if let place { expected.remove(at: place) }
      }
      #expect(expected == [], "\(path)")
    }
    #expect(judged >= (folder == "diff" ? 4 : 20))
  }
}
