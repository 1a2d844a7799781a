import Testing

@testable import LintChecks

@Suite struct VersionRangeTests {
  @Test(arguments: [
    (">= 9.24, < 10", "9.24.0", true), (">= 9.24, < 10", "9.9", false), (">= 9.24, < 10", "10.0.0", false),
    (">=1.60", "1.100.2", true), ("9", "9.39.1", true), ("9", "90.1", false), ("= 6.4.0", "6.4.0", true),
    ("> 1, <= 2", "2.0.0", true), ("> 1, <= 2", "2.0.1", false), (">= 8", "8.57.0-rc.1", true), (">= 8", "", false),
    (">= 8", "next", false),
  ])
  func `a version keeps all bounds or does not`(range: String, version: String, keeps: Bool) throws {
    #expect(try #require(VersionRange(range)).contains(version) == keeps)
  }

  @Test(arguments: ["", ">=", "new", "1..2", ">= 1,", "~> 1.0", "-1"])
  func `what is no list of bounds is refused`(text: String) {
    #expect(VersionRange(text) == nil)
  }
}
