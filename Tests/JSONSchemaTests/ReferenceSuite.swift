import Documents
import JSONSchema
import SystemPackage
import TestSupport

/// The JSON Schema Test Suite, which `Scripts/test` fetches.
enum ReferenceSuite {
  static let folder = Project.root.appending(".build-tools/json-schema-test-suite")
  static let isThere = Project.exists(folder.appending("tests"))

  /// The drafts by the names of their folders.
  static let drafts: [(name: String, draft: Draft)] = [
    ("draft4", .draft4), ("draft6", .draft6), ("draft7", .draft7), ("draft2019-09", .draft2019),
    ("draft2020-12", .draft2020),
  ]

  /// The tests of one schema.
  struct Group {
    let file: String
    let description: String
    let schema: Node
    let tests: [Node]
    var isOptional: Bool { file.hasPrefix("optional/") }
    /// Formats are asserted in the tests of formats only; elsewhere they are annotations.
    var options: SchemaOptions {
      SchemaOptions(
        assertsFormats: file.hasPrefix("optional/format/"), assertsContent: file == "optional/content.json")
    }
  }

  static func groups(of draft: String) throws -> [Group] {
    var groups: [Group] = []
    for file in files(in: folder.appending("tests/\(draft)")) {
      for group in try node(folder.appending("tests/\(draft)/\(file)")).array.map({ Array($0) }) ?? [] {
        guard let schema = group["schema"] else { continue }
        groups.append(
          Group(
            file: file, description: group["description"]?.string ?? "", schema: schema,
            tests: group["tests"]?.array.map { Array($0) } ?? []))
      }
    }
    return groups
  }

  /// The documents that schemas of the suite refer to, by their URIs.
  static func remotes() throws -> [String: Node] {
    var remotes: [String: Node] = [:]
    for file in files(in: folder.appending("remotes")) {
      remotes["http://localhost:1234/\(file)"] = try node(folder.appending("remotes/\(file)"))
    }
    for draft in ["2019-09", "2020-12"] {
      let path = folder.appending("output-tests/draft\(draft)/output-schema.json")
      remotes["https://json-schema.org/draft/\(draft)/output/schema"] = try node(path)
    }
    return remotes
  }

  static func node(_ path: FilePath) throws -> Node {
    try Document.json(SourceText(Project.bytes(of: path) ?? [])).root
  }

  /// The JSON files below a folder, as paths from there, sorted.
  static func files(in folder: FilePath, below prefix: String = "") -> [String] {
    var files: [String] = []
    for name in Project.names(in: folder) {
      if name.hasSuffix(".json") { files.append(prefix + name) }
      if !name.contains(".") || name.hasPrefix("draft") {
        files += Self.files(in: folder.appending(name), below: "\(prefix)\(name)/")
      }
    }
    return files.sorted()
  }
}
