import Documents
import JSONSchema
import SystemPackage
import TestSupport
import Testing

/// The tests of the suite, and `docs/conformance.md`, which says how many there are and how many hold.
@Suite(.enabled(if: ReferenceSuite.isThere, "Scripts/test fetches the JSON Schema Test Suite; it is not there"))
struct ReferenceSuiteTests {
  /// The optional tests that do not hold, with the reason of each: `draft/file: group: test`.
  static let exceptions: [String: String] = [:]

  struct Figures {
    var required = 0
    var requiredHolding = 0
    var optional = 0
    var optionalHolding = 0
    var failures: [String] = []
  }

  static func figures(of draft: (name: String, draft: Draft)) throws -> Figures {
    let remotes = try ReferenceSuite.remotes()
    var figures = Figures()
    for group in try ReferenceSuite.groups(of: draft.name) {
      let place = "\(draft.name)/\(group.file): \(group.description)"
      let outcomes = outcomes(of: group, draft.draft, remotes)
      for (test, outcome) in zip(group.tests, outcomes) {
        let isRight = outcome.map { $0 == test["valid"]?.boolean } ?? false
        if group.isOptional { figures.optional += 1 } else { figures.required += 1 }
        if isRight {
          if group.isOptional { figures.optionalHolding += 1 } else { figures.requiredHolding += 1 }
        } else {
          figures.failures.append("\(place): \(test["description"]?.string ?? "")")
        }
      }
    }
    return figures
  }

  /// What is said of each instance of a group, and that the slow way says the same; nil where nothing is said.
  private static func outcomes(
    of group: ReferenceSuite.Group, _ draft: Draft, _ remotes: [String: Node]
  ) -> [Bool?] {
    do {
      let schema = try Schema(group.schema, defaultDraft: draft, options: group.options) { remotes[$0] }
      return try group.tests.map { test in
        let instance = test["data"] ?? .null
        let isValid = try schema.isValid(instance)
        let evaluation = try schema.evaluate(instance, annotations: true)
        guard evaluation.isValid == isValid, evaluation.failures.isEmpty == isValid else { return nil }
        return isValid
      }
    } catch {
      Issue.record("\(group.file): \(group.description): \(error)")
      return group.tests.map { _ in nil }
    }
  }

  @Test(arguments: ReferenceSuite.drafts.map(\.name))
  func `every required test of a draft holds, and every optional one but those that are listed`(
    name: String
  ) throws {
    let draft = try #require(ReferenceSuite.drafts.first { $0.name == name })
    let figures = try Self.figures(of: draft)
    #expect(figures.required > 500)
    #expect(figures.optional > 200)
    #expect(figures.failures.filter { Self.exceptions[$0] == nil } == [])
  }

  @Test func `the page of figures is what the tests say`() throws {
    var page = """
      # Conformance

      What the JSON Schema Test Suite says of this engine, recorded by its own tests
      (`RECORD=1 swift test --disable-xctest --filter ReferenceSuite`). The suite is the one in the source distribution
      of PyPI's `jsonschema`, which `Scripts/test` fetches. Optional tests are run with formats asserted where they are
      about formats. Each instance is checked twice, by the fast way and by the one that keeps reasons, and counts only if
      both agree.

      | draft | required | optional |
      |---|---|---|

      """
    for draft in ReferenceSuite.drafts {
      let figures = try Self.figures(of: draft)
      page +=
        "| \(draft.draft.name) | \(figures.requiredHolding) of \(figures.required) "
        + "| \(figures.optionalHolding) of \(figures.optional) |\n"
    }
    let outputs = try OutputSuite.figures()
    page += """

      Output tests (`basic`, drafts 2019-09 and 2020-12): \(outputs.holding) of \(outputs.count). Tests of annotations \
      (all drafts): \(try AnnotationSuite.figures().holding) of \(try AnnotationSuite.figures().count).

      """
    if Self.exceptions.isEmpty {
      page += "\nNo test is left out.\n"
    } else {
      page += "\nWhat does not hold:\n\n"
      for (test, reason) in Self.exceptions.sorted(by: { $0.key < $1.key }) { page += "- \(test): \(reason)\n" }
    }
    let path = Project.root.appending("docs/conformance.md")
    if Project.isRecording {
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite, .groupRead, .otherRead])
      _ = try file.closeAfter { try file.writeAll(page.utf8) }
    }
    #expect(Project.text(of: path) == page, "docs/conformance.md is not what the tests say; record it with RECORD=1")
  }
}
