import Calendars
import Changes
import Findings
import Git
import SystemPackage
import TestSupport
import Testing

/// Files that no walk over a governed folder sees.
@Suite struct HiddenFileTests {
  /// The undecided findings, each as its path.
  private func hidden(_ scratch: ScratchRepository) async throws -> [String] {
    let run = CheckRun(
      of: [SampleCheck.self], comparison: ComparisonRequest(base: "HEAD~1"),
      circumstances: Circumstances(stage: .merge, now: Instant(secondsSince1970: 1_795_024_800)), version: "1.2.3")
    let report = try #require(await run.reports(in: try open(scratch)).first)
    let undecided = report.undecided
    #expect(undecided.allSatisfy { $0.rule == "sample/setup-error" && $0.help != nil })
    #expect((report.verdict == .undecided) == !undecided.isEmpty)
    return undecided.map { $0.place?.path ?? "" }
  }

  /// A base with a policy, and a head whose tree has further entries: mode, path, and a text that becomes a blob.
  private func hidden(
    root: String, base: [(mode: String, path: String)] = [], head: [(mode: String, path: String)]
  ) async throws -> [String] {
    try await withScratchRepository { scratch in
      try await scratch.commit([
        ".signalbox/sample.yml": "root: \(root)\nrules: { sample/any-change: off }\n", "a": "1",
      ])
      for entries in [base, head] {
        for (index, entry) in entries.enumerated() {
          let id =
            entry.mode == "160000"
            ? try await scratch.id(of: "HEAD")
            : try await scratch.git("hash-object", "-w", "--stdin", input: "\(entry.path) \(index)").text
          try await scratch.git(
            ["update-index", "-z", "--index-info"], input: Array("\(entry.mode) \(id)\t\(entry.path)\0".utf8))
        }
        try await scratch.git("commit", "-q", "--allow-empty", "-m", "Change")
      }
      return try await hidden(scratch)
    }
  }

  @Test(arguments: [
    ("governed", "120000", "governed", ["governed"]), ("governed", "160000", "governed", ["governed"]),
    ("governed", "100644", "governed", []), ("governed/deep/er", "120000", "governed", ["governed"]),
    ("governed/deep/er", "160000", "governed/deep", ["governed/deep"]),
    ("governed/deep/er", "100644", "governed/deep", ["governed/deep"]),
    ("governed/deep/er", "100755", "governed", ["governed"]),
    ("governed/deep/er", "160000", "governed/other", []), ("governed/deep/er", "120000", "elsewhere", []),
    (".", "160000", "elsewhere", []),
  ])
  func `a link, a submodule or a file above a root is undecided, whether or not the root is there yet`(
    root: String, mode: String, path: String, expected: [String]
  ) async throws {
    #expect(try await hidden(root: root, head: [(mode, path)]) == expected)
    // It stays undecided after it is merged.
    #expect(try await hidden(root: root, base: [(mode, path)], head: [("100644", "b")]) == expected)
  }

  @Test(arguments: [
    // Case.
    "Governed/Deep/a.json", "GOVERNED/deep/a.json", "governed/DEEP/x/y/a.json", "governed/Deep",
    // Letters that fold to others: the Kelvin sign is tried below.
    "governed/dee\u{ff50}/a.json",
    // What HFS+ leaves out.
    "govern\u{200c}ed/deep/a.json", "governed/\u{feff}deep/a.json", "governed/de\u{206a}ep/a.json",
    // What NTFS leaves out.
    "governed./deep/a.json", "governed/deep. . ./a.json", "governed/deep /a.json",
    "governed/deep::$INDEX_ALLOCATION/a.json",
    "governed:x/deep/a.json", "governed\\deep/a.json", "governed\\deep\\a.json", "Governed \\deep",
    // The policy, and the short names of long ones.
    ".Signalbox/sample.yml", ".signalbox./sample.yml", ".SIGNALBOX", "SIGNAL~1/sample.yml", "signal~4/sample.yml",
    ".signa\u{200d}lbox/sample.yml", ".signalbox\\sample.yml",
  ])
  func `a changed path that another system puts into a governed folder is undecided`(path: String) async throws {
    let expected = path.contains("\u{ff50}") ? [] : [RepositoryPath(path).description]
    #expect(try await hidden(root: "governed/deep", head: [("100644", path)]) == expected)
    #expect(
      try await hidden(root: "governed/deep", base: [("100644", "governed/deep/a")], head: [("100644", path)])
        == expected)
    // What was there before, and does not change, is not part of the change.
    #expect(try await hidden(root: "governed/deep", base: [("100644", path)], head: [("100644", "b")]) == [])
  }

  @Test(arguments: [
    "governed/deep/A.json", "governed/deeper/a.json", "Governed/other/a.json", "governed/de.ep/a.json",
    "x/Governed/deep/a.json", "signalbox/a", "signal~/a", "SIGNAL~X/a", ".signalboxes/a", "governed/dee/p",
  ])
  func `a path that stays elsewhere, or is in the folder, is left alone`(path: String) async throws {
    #expect(try await hidden(root: "governed/deep", head: [("100644", path)]) == [])
  }

  @Test(arguments: [
    ("api/schémas", "api/sche\u{301}mas/a", true), ("api/sche\u{301}mas", "API/schémas/a", true),
    ("api/schémas", "api/SCHÉMAS/a", true), ("api/schémas", "api/schemas/a", false),
    ("api/kinds", "api/\u{212a}inds/a", true), ("api/straße", "api/STRASSE/a", true),
    ("platform/contracts", "platform/CONTRA~1/a", true), ("platform/contracts", "platform/contra~2/a", true),
    ("platform/contracts", "platfo~1/contracts/a", false), ("v1.contracts/x", "v1~1.con/x/a", true),
  ])
  func `normal forms, foldings and short names are twins`(root: String, path: String, isTwin: Bool) async throws {
    #expect(try await hidden(root: root, head: [("100644", path)]) == (isTwin ? [path] : []))
  }
}
