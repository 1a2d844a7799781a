import Changes
import ContractChecks
import Git
import SystemPackage
import TestSupport
import Testing

/// Where contracts are found in a repository that has no policy yet.
@Suite struct ContractSurveyTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let files: [String: String]
    /// The folders with the number of their files.
    let found: [String]
  }

  private static let schema = #"{"$schema": "https://json-schema.org/draft/2020-12/schema"}"#

  @Test(arguments: [
    Case(testDescription: "an empty repository", files: ["README.md": "Hello"], found: []),
    Case(
      testDescription: "a folder of schemas", files: ["schemas/a.json": schema, "schemas/b/c.json": schema],
      found: ["schemas 2"]),
    Case(
      testDescription: "schemas by their names, whatever is in them",
      files: ["api/a.schema.json": "{", "api/b.schema.yaml": ""], found: ["api 2"]),
    Case(
      testDescription: "several services",
      files: ["services/a/contracts/x.json": schema, "services/b/contracts/y.json": schema],
      found: ["services/a/contracts 1", "services/b/contracts 1"]),
    Case(
      testDescription: "a schema without `$schema`",
      files: ["contracts/a.json": #"{"type": "object", "properties": {}}"#],
      found: ["contracts 1"]),
    Case(
      testDescription: "OpenAPI and AsyncAPI",
      files: ["docs/openapi.yaml": "openapi: 3.1.0\n", "events/asyncapi.yml": "asyncapi: 3.0.0\n"],
      found: ["docs 1", "events 1"]),
    Case(
      testDescription: "data and configuration",
      files: [
        "schemas/a.json": #"{"type": "Point", "coordinates": []}"#, "events/b.yaml": "on: push\n", "package.json": "{}",
      ],
      found: []),
    Case(
      testDescription: "folders of tests and of other projects",
      files: [
        "tests/schemas/a.json": schema, "node_modules/x/schemas/a.json": schema, ".cache/schemas/a.json": schema,
      ], found: []),
    Case(
      testDescription: "files that cannot be parsed", files: ["schemas/a.json": "{", "schemas/b.yaml": "a: ["],
      found: []),
    Case(testDescription: "files at the top", files: ["a.schema.json": schema], found: []),
  ])
  func `contracts are found by the names and the content of files`(example: Case) async throws {
    try await withScratchRepository { repository in
      for (path, text) in example.files { try await repository.write(path, text) }
      let opened = try Repository.open(.discovering(from: repository.folder.string))
      let found = ContractCheck.survey(try SurveyedTree(workingTreeOf: opened))
      #expect(found.map { "\($0.folder) \($0.files.count)" }.sorted() == example.found)
    }
  }
}
