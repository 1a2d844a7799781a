import Findings
import Git
import Policy
import Testing

@testable import Changes

/// A check of files that end with `.contract`, below the folder `root`.
private enum RootedCheck: Check {
  static let identity = CheckIdentity(
    name: "rooted", rulePrefix: "sample", policyFile: "sample.yml", defaultPolicy: Array("root: governed\n".utf8),
    examplePath: "governed/a.json")
  static let rules: [any Rule<SamplePaths>] = []

  typealias Policy = SampleCheck.Policy

  static func governedFolders(_ policy: EffectivePolicy<Policy>) -> [RepositoryPath] { [policy.own.root] }

  static func namedRoots(_ policy: EffectivePolicy<Policy>) -> [NamedRoot] {
    [NamedRoot(key: "root", folder: policy.own.root)]
  }

  static func survey(_ tree: SurveyedTree) -> [FoundRoot] {
    let files = tree.paths.filter { $0.description.hasSuffix(".contract") }
    return Dictionary(grouping: files, by: \.parent).sorted { $0.key < $1.key }.map {
      FoundRoot(folder: $0.key, files: $0.value)
    }
  }

  static func subject(of change: Change, policy: EffectivePolicy<Policy>) async -> SamplePaths {
    SamplePaths(paths: [])
  }
}

@Suite struct MissingRootsTests {
  private static func state(_ paths: [String]) -> Snapshot {
    let files = paths.map { path in
      (RepositoryPath(path), Snapshot.OverlaidFile.bytes(FileVersion(mode: .file, id: .zero), []))
    }
    return Snapshot(nil, overlay: Dictionary(files) { first, _ in first })
  }

  private static func missing(_ policy: String, in states: [[String]]) throws -> MissingRoots<RootedCheck> {
    let policy = try PolicyFolder.files(["sample.yml": Array(policy.utf8)]).policy(of: RootedCheck.self)
    return try MissingRoots(of: policy, in: states.map(state))
  }

  @Test(arguments: [["governed/a.contract"], ["governed/deep/b.txt", "other/a.contract"]])
  func `a root that is there is no problem, whatever else there is`(files: [String]) throws {
    let missing = try Self.missing("root: governed", in: [files])
    #expect(missing.problems.isEmpty)
    #expect(missing.remarks == [])
  }

  @Test func `a root that is missing while files of the kind are elsewhere is an error that names them`() throws {
    let missing = try Self.missing("root: governed", in: [["x/a.contract", "x/b.contract", "y/c.contract"]])
    #expect(
      missing.problems.map(\.message) == [
        "`root` is `governed`, which does not exist; files of this kind are in `x` (2 files, such as `a.contract`), "
          + "`y` (`c.contract`)"
      ])
    #expect(missing.problems.first?.help == "set `root`: x in .signalbox/sample.yml, or exclude these files")
    #expect(missing.undecided.map(\.rule) == ["sample/setup-error"])
    #expect(missing.faults.map(\.rule) == ["sample/invalid-policy"])
  }

  @Test func `of many folders three are named`() throws {
    let missing = try Self.missing("root: governed", in: [(1...5).map { "f\($0)/a.contract" }])
    #expect(missing.problems.first?.message.hasSuffix("`f3` (`a.contract`) and 2 more folders") == true)
  }

  @Test func `an empty beginning is a note`() throws {
    let missing = try Self.missing("root: governed", in: [["README.md"]])
    #expect(missing.problems.isEmpty)
    #expect(missing.remarks == ["nothing there yet: `governed`"])
  }

  @Test func `a root that comes into being with the change, or that goes with it, is there`() throws {
    for states in [[["x/a.contract"], ["governed/a.contract"]], [["governed/a.contract"], ["x/a.contract"]]] {
      #expect(try Self.missing("root: governed", in: states).problems.isEmpty)
    }
  }

  @Test func `files that the policy excludes are not missed`() throws {
    let missing = try Self.missing("root: governed\nexclude: ['x/**']", in: [["x/a.contract"]])
    #expect(missing.problems.isEmpty)
    #expect(missing.remarks == ["nothing there yet: `governed`"])
  }

  @Test(arguments: ["services/*/contracts", "contracts?", "{a,b}", "[ab]"])
  func `a pattern where a folder is meant is an error, also in an empty repository`(root: String) throws {
    let missing = try Self.missing("root: '\(root)'", in: [["README.md"]])
    #expect(missing.problems.map(\.message) == ["`root` is a pattern, `\(root)`, where a folder is meant"])
  }

  @Test func `files of tests and of other projects are no sign of a root elsewhere`() throws {
    let missing = try Self.missing("root: governed", in: [["tests/a.contract", "node_modules/b/a.contract"]])
    #expect(missing.problems.isEmpty)
  }
}
