import Git
import SystemPackage
import TestSupport
import Testing

@Suite struct LooseObjectTests {
  /// A file of an object's id that holds something else: what is deflated, and what stands behind it.
  private static let damaged: [(name: String, header: String, content: String, trailer: String)] = [
    ("a length that is too small", "blob 1", "hello", ""), ("a length of nothing", "blob 0", "hello", ""),
    ("a length that is too large", "blob 6", "hello", ""),
    ("a length beyond any memory", "blob 9223372036854775807", "hello", ""),
    ("a length beyond any number", "blob 99999999999999999999", "hello", ""),
    ("a length with a sign", "blob -1", "hello", ""), ("a length with a zero in front", "blob 05", "hello", ""),
    ("no length", "blob ", "hello", ""), ("no kind", " 5", "hello", ""), ("an unknown kind", "blub 5", "hello", ""),
    ("two lengths", "blob 5 5", "hello", ""), ("a long header", "blob " + String(repeating: "0", count: 40), "", ""),
    ("bytes behind the end", "blob 5", "hello", "more"), ("another object", "blob 5", "hallo", ""),
  ]

  @Test(arguments: damaged.indices)
  func `a loose object that lies about itself is corrupt, and no crash`(index: Int) async throws {
    let (name, header, content, trailer) = Self.damaged[index]
    try await withScratchRepository { scratch in
      let id = try await scratch.git("hash-object", "-w", "--stdin", input: "hello").text
      try await write(header, content, trailer, as: id, in: scratch)
      let blob = try #require(ObjectID(id))
      let error = failure { () throws(GitError) in try open(scratch).blob(blob) }
      #expect(
        error.map { [.corruptObject, .tooLarge].contains($0.code) } == true, "\(name): \(String(describing: error))")
      // Whatever looks an object up reads it the same way.
      let resolved = failure { () throws(GitError) in try open(scratch).commitID(of: String(id.prefix(8))) }
      #expect(resolved != nil, "\(name)")
    }
  }

  @Test func `a commit and a tree that inflate to more than they say stop nothing`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["a": "a", "b/c": "c"])
      for revision in ["HEAD", "HEAD^{tree}", "HEAD:b"] {
        let id = try await scratch.git("rev-parse", revision).text
        let file = file(of: id, in: scratch)
        let kept = try await Tool.run("cat", [file.string]).output
        let kind = try await scratch.git("cat-file", "-t", id).text
        try await write("\(kind) 3", String(repeating: "x", count: 1 << 20), "", as: id, in: scratch)
        let found = failure { () throws(GitError) in
          let repository = try open(scratch)
          let commit = try repository.commitID(of: head)
          return try repository.changedPaths(from: nil, to: repository.commit(commit).tree)
        }
        #expect(
          found?.code == .corruptObject || found?.code == .unexpected, "\(revision): \(String(describing: found))")
        try await file.write(kept)
      }
      let repository = try open(scratch)
      #expect(try repository.commitID(of: "HEAD").description == head)
    }
  }

  @Test func `a small file that inflates to gigabytes is refused in time`() async throws {
    try await withScratchRepository { scratch in
      let id = try await scratch.git("hash-object", "-w", "--stdin", input: "hello").text
      let script = """
        import sys, zlib
        c = zlib.compressobj(9)
        out = c.compress(b"blob 5\\0")
        for _ in range(1024): out += c.compress(b"\\0" * (1 << 20))
        sys.stdout.buffer.write(out + c.flush())
        """
      let bytes = try await Tool.run("python3", ["-c", script]).output
      try await replace(id, with: bytes, in: scratch)
      let blob = try #require(ObjectID(id))
      #expect(failure { () throws(GitError) in try open(scratch).blob(blob) }?.code == .corruptObject)
    }
  }

  @Test func `loose objects are found by a part of their id, in alternates, too`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "a", "empty": ""])
      let head = try await scratch.git("rev-parse", "HEAD").text
      try await scratch.git("clone", "-q", "--shared", ".", "../first")
      let parent = scratch.folder.removingLastComponent()
      let first = ScratchRepository(parent.appending("first"))
      try await first.git("clone", "-q", "--shared", ".", "../second")
      // Relative to the folder of the objects.
      try await parent.appending("second/.git/objects/info/alternates").write(
        "# a comment\n../../../first/.git/objects\n")
      for folder in [scratch.folder, first.folder, parent.appending("second")] {
        let repository = try open(ScratchRepository(folder))
        #expect(try repository.commitID(of: String(head.prefix(7))).description == head)
        #expect(try repository.blob(repository.objectID(of: "HEAD:empty")) == [])
      }
    }
  }

  @Test func `two loose objects that begin alike are ambiguous`() async throws {
    try await withScratchRepository { scratch in
      let digits = String(try await scratch.git("hash-object", "-w", "--stdin", input: "hello").text)
      let file = file(of: digits, in: scratch)
      let twin = file.removingLastComponent().appending(
        String(digits.dropFirst(2).dropLast(1)) + (digits.hasSuffix("0") ? "1" : "0"))
      try await twin.write([])
      let error = failure { () throws(GitError) in try open(scratch).objectID(of: String(digits.prefix(9))) }
      #expect(error?.code == .ambiguousID)
    }
  }

  private func file(of id: String, in scratch: ScratchRepository) -> FilePath {
    scratch.folder.appending(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
  }

  private func write(
    _ header: String, _ content: String, _ trailer: String, as id: String, in scratch: ScratchRepository
  ) async throws {
    let script = "import sys, zlib; sys.stdout.buffer.write(zlib.compress(sys.stdin.buffer.read()))"
    let deflated = try await Tool.run("python3", ["-c", script], input: Array("\(header)\0\(content)".utf8)).output
    try await replace(id, with: deflated + Array(trailer.utf8), in: scratch)
  }

  private func replace(_ id: String, with bytes: [UInt8], in scratch: ScratchRepository) async throws {
    let file = file(of: id, in: scratch)
    _ = try await Tool.run("chmod", ["u+w", file.string])
    try await file.write(bytes)
  }
}
