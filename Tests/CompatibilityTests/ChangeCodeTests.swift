import JSONSchema
import SystemPackage
import TestSupport
import Testing

@testable import Compatibility

@Suite struct ChangeCodeTests {
  /// Keywords that name and hold schemas, or mean something only to others.
  private static let structural: Set<Keyword> = [
    .id4, .id, .schema, .anchor, .dynamicAnchor, .recursiveAnchor, .vocabulary, .defs, .definitions,
  ]

  @Test(arguments: Keyword.allCases.filter { !structural.contains($0) })
  func `a change of any keyword has a code`(keyword: Keyword) {
    let isAsked = KeywordGroup.all.contains { $0.keywords.contains(keyword) }
    #expect(isAsked != KeywordGroup.annotations.contains(keyword))
  }

  @Test(arguments: KeywordGroup.all.map(\.name) + ["additional-properties", "property-added", "enum-value-removed"])
  func `a code is documented`(name: String) throws {
    let page = try #require(Project.text(of: Project.root.appending("docs/compatibility.md")))
    // What is in `properties` has codes of its own.
    #expect(page.contains("`\(name == "properties" ? "property-added" : name)`"))
  }
}
