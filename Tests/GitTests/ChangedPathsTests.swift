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
      let made = try await Tool.run(script, [scratch.folder.string, "5000", "1000", "7"])
      #expect(made.status == 0, "\(made.errorText)")
      let trees = try await scratch.git("log", "--format=%T", "main").lines
      var generator = Generator(state: 42)
      let pairs = (0..<1000).map { _ in
        (trees[generator.next(below: trees.count)], trees[generator.next(below: trees.count)])
      }
      let input = pairs.map { "\($0) \($1)\n" }.joined()
      let options = ["diff-tree", "--stdin", "-r", "-z", "--name-status"]
      let plain = try await scratch.git(options + ["--no-renames"], input: Array(input.utf8))
      let renamed = try await scratch.git(options + ["--find-renames=100%"], input: Array(input.utf8))
      let expectedChanges = Difference.all(in: plain.output)
      let expectedRenames = Difference.all(in: renamed.output)

      let repository = try open(scratch)
      var seen: Set<ChangedPath.Status> = []
      var renameCount = 0
      for (old, new) in pairs where old != new {
        let changes = try repository.changedPaths(from: ObjectID(old), to: ObjectID(new))
        let differences = changes.map { Difference(status: $0.status.rawValue, paths: [$0.path]) }
        let areEqual = differences == expectedChanges["\(old) \(new)"]
        #expect(areEqual, "the changes from \(old) to \(new)")
        let renames = changes.exactRenames
        let areRenamesEqual = renames == expectedRenames["\(old) \(new)"]?.compactMap(\.rename)
        #expect(areRenamesEqual, "the renames from \(old) to \(new)")
        seen.formUnion(changes.map(\.status))
        renameCount += renames.count
      }
      #expect(seen == [.added, .deleted, .modified, .typeChanged])
      #expect(renameCount > 1000)
    }
  }
}

/// The folder of the package, seen from this file.
let packageFolder = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()

/// The generator of Park and Miller: the same pairs in every run.
struct Generator {
  var state: Int

  mutating func next(below bound: Int) -> Int {
    state = state * 16_807 % 2_147_483_647
    return state % bound
  }
}

/// A record of `git diff-tree -z --name-status`: `STATUS NUL PATH NUL`, for a rename with a second path.
struct Difference: Equatable {
  let status: String
  let paths: [RepositoryPath]

  var rename: Rename? { paths.count == 2 ? Rename(old: paths[0], new: paths[1]) : nil }

  /// The records, by the line with two trees that stands before them.
  static func all(in output: [UInt8]) -> [String: [Difference]] {
    var all: [String: [Difference]] = [:]
    var pair = ""
    var rest = output[...]
    func take(through end: UInt8) -> [UInt8] {
      let index = rest.firstIndex(of: end) ?? rest.endIndex
      defer { rest = rest[min(index + 1, rest.endIndex)...] }
      return Array(rest[..<index])
    }
    while !rest.isEmpty {
      if rest.prefix(2).last == 0 || rest.starts(with: Array("R100".utf8)) {
        let status = String(decoding: take(through: 0), as: UTF8.self)
        let count = status == "R100" ? 2 : 1
        all[pair, default: []].append(
          Difference(status: status, paths: (0..<count).map { _ in RepositoryPath(bytes: take(through: 0)) }))
      } else {
        pair = String(decoding: take(through: UInt8(ascii: "\n")), as: UTF8.self)
        all[pair] = []
      }
    }
    return all
  }
}
