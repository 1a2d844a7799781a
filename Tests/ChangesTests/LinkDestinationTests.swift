import Git
import Policy
import SystemPackage
import TestSupport
import Testing

@testable import Changes

@Suite struct LinkDestinationTests {
  /// The files of a snapshot, with the link `here/link` among them.
  private func destination(
    _ target: String, files: String = "", at path: RepositoryPath = "here/link"
  ) throws -> LinkDestination {
    let example = Example(files + "\n-- here/link -> \(target) --\n-- here/own --\n-- there/other --\n")
    let change = try Change(example, of: SampleCheck.self)
    return try change.judged.resolveLink(at: path).destination
  }

  @Test(
    arguments: [
      ("own", .file("here/own")), ("./own", .file("here/own")), ("../there/other", .file("there/other")),
      ("..//there/./other", .file("there/other")), ("../here/../here/own", .file("here/own")),
      ("../there", .folder("there")), (".", .folder("here")), ("..", .folder(.root)), ("../there/", .folder("there")),
      ("/etc/hostname", .outside), ("/", .outside), ("../..", .outside), ("../../there", .outside),
      ("../there/../../x", .outside), ("missing", .nothing), ("missing/../own", .nothing), ("own/x", .nothing),
      ("own/..", .nothing), ("link", .loop), ("../here/link/x", .loop),
    ] as [(String, LinkDestination)])
  func `a link leads where POSIX says`(target: String, expected: LinkDestination) throws {
    #expect(try destination(target) == expected)
  }

  @Test func `a link through a linked folder goes on from where that leads`() throws {
    let files = "-- short -> there --\n-- back -> there/deep --\n-- there/deep/x --\n-- out -> .. --\n"
    #expect(try destination("../short/other", files: files) == .file("there/other"))
    #expect(try destination("../short/deep/x", files: files) == .file("there/deep/x"))
    // Behind a linked folder, `..` is the parent of what it leads to.
    #expect(try destination("../back/../other", files: files) == .file("there/other"))
    #expect(try destination("../short", files: files) == .folder("there"))
    #expect(try destination("../out/x", files: files) == .outside)
  }

  @Test func `a submodule is outside, and two links to each other are a loop`() throws {
    #expect(try destination("../module", files: "-- module (submodule) --\n") == .outside)
    #expect(try destination("../module/x", files: "-- module (submodule) --\n") == .outside)
    #expect(try destination("other", files: "-- here/other -> link --\n") == .loop)
    #expect(try destination("other", files: "-- here/other -> /etc --\n") == .outside)
    #expect(try destination("own", at: "here/no-link") == .nothing)
  }

  @Test(arguments: [(39, LinkDestination.file("here/own")), (40, .loop), (1000, .loop)])
  func `forty links are followed, and no more`(others: Int, expected: LinkDestination) throws {
    let files = (1...others).map { "-- here/l\($0) -> \($0 == others ? "own" : "l\($0 + 1)") --\n" }.joined()
    #expect(try destination("l1", files: files) == expected)
  }

  @Test func `links made to multiply end at once`() throws {
    let files = (1...60).map { "-- here/l\($0) -> l\($0 + 1)/l\($0 + 1)/l\($0 + 1) --\n" }.joined()
    let time = try processorTime { () throws in #expect(try destination("l1/l1/l1", files: files) == .loop) }
    #expect(time < .seconds(60))
  }

  @Test func `a target is shown as it is`() throws {
    let change = try Change(Example("-- a -> b/../c --\n"), of: SampleCheck.self)
    #expect(try change.judged.resolveLink(at: "a").target == "b/../c")
  }

  @Test func `links of a commit and of the working tree are followed in the repository alone`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.write("there/x", "1")
      _ = try await Tool.run("ln", ["-s", "there", "short"], in: scratch.folder)
      try await scratch.commit()
      _ = try await Tool.run("ln", ["-s", "short/x", "new"], in: scratch.folder)
      _ = try await Tool.run("ln", ["-s", "short/y", "newer"], in: scratch.folder)
      try await scratch.write("there/y", "1")
      let judged = try change(scratch, from: "HEAD", worktree: true).judged
      #expect(try judged.resolveLink(at: "short").destination == .folder("there"))
      #expect(try judged.resolveLink(at: "new").destination == .file("there/x"))
      #expect(try judged.resolveLink(at: "newer").destination == .file("there/y"))
      _ = try await Tool.run("rm", ["-r", "there"], in: scratch.folder)
      try await scratch.git("commit", "-q", "-a", "-m", "Remove")
      let committed = try change(scratch, from: "HEAD~1").judged
      #expect(try committed.resolveLink(at: "short").destination == .nothing)
    }
  }

  @Test func `a target longer than any path is too large`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit("Start")
      let target = try await scratch.git(
        ["hash-object", "-w", "--stdin"], input: Array(String(repeating: "a/", count: 4096).utf8)
      ).text
      try await scratch.git("update-index", "--add", "--cacheinfo", "120000,\(target),long")
      try await scratch.git("commit", "-q", "-m", "Link")
      let judged = try change(scratch, from: "HEAD~1").judged
      let error = #expect(throws: GitError.self) { try judged.resolveLink(at: "long") }
      #expect(error?.code == .tooLarge)
    }
  }
}
