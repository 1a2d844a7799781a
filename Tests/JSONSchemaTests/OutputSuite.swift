import Documents
import JSONSchema
import SystemPackage
import TestSupport
import Testing

/// The suite's tests of output: what the engine writes, held against schemas.
enum OutputSuite {
  static func figures() throws -> (count: Int, holding: Int, failures: [String]) {
    var count = 0
    var failures: [String] = []
    let remotes = try ReferenceSuite.remotes()
    for draft in ReferenceSuite.drafts.suffix(2) {
      let folder = ReferenceSuite.folder.appending("output-tests/\(draft.name)/content")
      for file in ReferenceSuite.files(in: folder) {
        for group in try ReferenceSuite.node(folder.appending(file)).array.map({ Array($0) }) ?? [] {
          let schema = try Schema(group["schema"] ?? true, defaultDraft: draft.draft)
          for test in group["tests"]?.array.map({ Array($0) }) ?? [] {
            let evaluation = try schema.evaluate(test["data"] ?? .null, annotations: true)
            for member in test["output"]?.object.map({ Array($0) }) ?? [] {
              count += 1
              let format = try #require(OutputFormat(rawValue: member.key))
              let judge = try Schema(member.value, defaultDraft: draft.draft) { remotes[$0] }
              let output = evaluation.output(format)
              if try !judge.isValid(output) { failures.append("\(draft.name)/\(file): \(output.json())") }
            }
          }
        }
      }
    }
    return (count, count - failures.count, failures)
  }
}

/// The suite's tests of annotations.
enum AnnotationSuite {
  static func figures() throws -> (count: Int, holding: Int, failures: [String]) {
    var count = 0
    var failures: [String] = []
    let folder = ReferenceSuite.folder.appending("annotations/tests")
    for file in ReferenceSuite.files(in: folder) {
      for group in try ReferenceSuite.node(folder.appending(file))["suite"]?.array.map({ Array($0) }) ?? [] {
        for draft in ReferenceSuite.drafts where isFor(draft.draft, group["compatibility"]?.string) {
          let uri = "https://example.com/schema"
          let external = group["externalSchemas"]
          let schema = try Schema(group["schema"] ?? true, uri: uri, defaultDraft: draft.draft) { external?[$0] }
          for test in group["tests"]?.array.map({ Array($0) }) ?? [] {
            let evaluation = try schema.evaluate(test["instance"] ?? .null, annotations: true)
            for assertion in test["assertions"]?.array.map({ Array($0) }) ?? [] {
              count += 1
              let found = annotations(evaluation, assertion, root: group["schema"]?["$id"]?.string ?? uri)
              if found != assertion["expected"] {
                let title = group["description"]?.string ?? ""
                failures.append("\(draft.name)/\(file): \(title): \(found.json()), expected \(assertion.json())")
              }
            }
          }
        }
      }
    }
    return (count, count - failures.count, failures)
  }

  /// What a keyword annotates a value with, by the place of its schema.
  private static func annotations(_ evaluation: Evaluation, _ assertion: Node, root: String) -> Node {
    guard evaluation.isValid else { return [:] }
    var found: [(String, Node)] = []
    let units = evaluation.output(.basic)["annotations"]?.array.map { Array($0) } ?? []
    for unit in units where unit["instanceLocation"] == assertion["location"] {
      guard let uri = unit["absoluteKeywordLocation"]?.string, let hash = uri.firstIndex(of: "#"),
        let slash = uri.lastIndex(of: "/"), let annotation = unit["annotation"]
      else { continue }
      guard String(uri[uri.index(after: slash)...]) == assertion["keyword"]?.string else { continue }
      let isOuter = uri.hasPrefix(root + "#")
      found.append((isOuter ? String(uri[hash..<slash]) : String(uri[..<slash]), annotation))
    }
    return .object(found)
  }

  /// Whether a group is for a draft: `7` is that one and later ones, `<=7` it and earlier ones, `=7` it alone.
  private static func isFor(_ draft: Draft, _ compatibility: String?) -> Bool {
    let numbers: [Draft: Int] = [.draft4: 4, .draft6: 6, .draft7: 7, .draft2019: 2019, .draft2020: 2020]
    guard let compatibility, let number = numbers[draft] else { return true }
    return compatibility.split(separator: ",").allSatisfy { part in
      if part.hasPrefix("<=") { return number <= Int(part.dropFirst(2)) ?? 0 }
      if part.hasPrefix("=") { return number == Int(part.dropFirst()) ?? 0 }
      return number >= Int(part) ?? 0
    }
  }
}

@Suite(.enabled(if: ReferenceSuite.isThere, "Scripts/test fetches the JSON Schema Test Suite; it is not there"))
struct OutputSuiteTests {
  @Test func `the output is what the suite's schemas of output ask for`() throws {
    let figures = try OutputSuite.figures()
    #expect(figures.count > 0)
    #expect(figures.failures == [])
  }

  @Test func `the annotations are those that the suite expects`() throws {
    let figures = try AnnotationSuite.figures()
    #expect(figures.count > 100)
    #expect(figures.failures == [])
  }

  @Test(arguments: OutputFormat.allCases, ReferenceSuite.drafts.map(\.name).suffix(2))
  func `all output of the suite's tests fits the draft's schema of output`(
    format: OutputFormat, name: String
  ) throws {
    let draft = try #require(ReferenceSuite.drafts.first { $0.name == name })
    let remotes = try ReferenceSuite.remotes()
    let year = name == "draft2019-09" ? "2019-09" : "2020-12"
    let document = try #require(remotes["https://json-schema.org/draft/\(year)/output/schema"])
    let judge = try Schema(document)
    for group in try ReferenceSuite.groups(of: name) where !group.isOptional {
      let uri = "https://example.com/schema"
      let schema = try Schema(group.schema, uri: uri, defaultDraft: draft.draft) { remotes[$0] }
      for test in group.tests {
        let output = try schema.evaluate(test["data"] ?? .null).output(format)
        let isInOrder = try judge.isValid(output)
        #expect(isInOrder, "\(group.description): \(output.json())")
      }
    }
  }
}
