import Git
import Testing

@Suite struct NameTwinTests {
  /// The sums that git has in its own list (path.c, `verify_dotfile`).
  @Test(arguments: [
    (".gitmodules", "GI7EBA~1"), (".gitattributes", "GI7D29~1"), (".gitignore", "GI250A~1"), (".mailmap", "MABA30~1"),
    (".gitmodules", "gitmod~1"), (".gitmodules", "GITMOD~4"), (".gitmodules", ".GitModules . :x"), (".git", "git~1"),
    ("contracts", "CONTRA~1"), ("contracts", "cOnTrAcTs"),
  ])
  func `a name is taken for another one as git has it`(name: String, other: String) {
    #expect(NameTwins(of: Array(name.utf8)).contains(Array(other.utf8)))
  }

  @Test(arguments: [
    ("contracts", "contracts"), ("contracts", ""), ("contracts", "contract"), ("contracts", "CONTRA~"),
    ("contracts", "CONTRA~1x"), ("contracts", "CONTRA"), ("platform", "PLATFO~1"), ("a.txt", "A~1.TXT"),
    (".gitmodules", "gi7ebb~1"), ("contracts", "~1"),
  ])
  func `other names are others`(name: String, other: String) {
    #expect(!NameTwins(of: Array(name.utf8)).contains(Array(other.utf8)))
  }
}
