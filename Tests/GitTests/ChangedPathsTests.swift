import Git
import SystemPackage
import TestSupport
import Testing

@Suite struct ChangedPathsTests {
  @Test func `a thousand random pairs of a long history have the changes and exact renames that git finds`()
    async throws
  {
    try await withScratchFolder { folder in
      let scratch = ScratchRepository(folder.appending("history"))
      let script = packageFolder.appending("Benchmarks/make-history").string
      let made = try await Tool.run(script, [scratch.folder.string, "5000", "400", "7"])
      #expect(made.status == 0, "\(made.errorText)")
      let trees = try await scratch.git("log", "--format=%T", "main").lines
      var generator = SeededGenerator(seed: Soak.seed)
      let pairs = try (0..<1000).map { _ in
        (try #require(trees.randomElement(using: &generator)), try #require(trees.randomElement(using: &generator)))
      }
      let input = pairs.map { "\($0) \($1)\n" }.joined()
      let options = ["diff-tree", "--stdin", "-r", "-z", "--name-status"]
      let plain = try await scratch.git(options + ["--no-renames"], input: Array(input.utf8))
      let renamed = try await scratch.git(options + ["--find-renames=100%"], input: Array(input.utf8))

      let repository = try open(scratch)
      var changesOutput: [UInt8] = []
      var renamesOutput: [UInt8] = []
      var seen: Set<ChangedPath.Status> = []
      var renameCount = 0
      for (old, new) in pairs {
        let changes = try repository.changedPaths(from: ObjectID(old), to: ObjectID(new))
        let renames = changes.exactRenames
        changesOutput += Array("\(old) \(new)\n".utf8) + nameStatus(changes, [])
        renamesOutput += Array("\(old) \(new)\n".utf8) + nameStatus(changes, renames)
        seen.formUnion(changes.map(\.status))
        renameCount += renames.count
      }
      // Megabytes that differ must not be printed.
      let areChangesEqual = changesOutput == plain.output
      let areRenamesEqual = renamesOutput == renamed.output
      #expect(areChangesEqual)
      #expect(areRenamesEqual)
      #expect(seen == [.added, .deleted, .modified, .typeChanged])
      #expect(renameCount > 1000)
    }
  }
}

/// The folder of the package, seen from this file.
let packageFolder = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()

/// The changes as `git diff-tree -z --name-status` prints them: `STATUS NUL PATH NUL`, a rename with both paths.
func nameStatus(_ changes: [ChangedPath], _ renames: [Rename]) -> [UInt8] {
  let oldPaths = Dictionary(uniqueKeysWithValues: renames.map { ($0.new, $0.old) })
  let moved = Set(oldPaths.values)
  var output: [UInt8] = []
  for change in changes where change.status != .deleted || !moved.contains(change.path) {
    let old = change.status == .added ? oldPaths[change.path] : nil
    output += Array((old == nil ? change.status.rawValue : "R100").utf8)
    output.append(0)
    if let old { output += old.bytes + [0] }
    output += change.path.bytes
    output.append(0)
  }
  return output
}
