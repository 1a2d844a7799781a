import Git
import SystemPackage
import TestSupport
import Testing

@Suite struct DamageTests {
  @Test(arguments: ["garbage", "", "x\u{1}\u{2}"]) func `an object file that does not inflate is corrupt`(
    bytes: String
  ) async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1"])
      let blob = try await scratch.id(of: "HEAD:a")
      try await replace(blob, with: Array(bytes.utf8), in: scratch)
      let repository = try open(scratch)
      let error = failure { () throws(GitError) in try repository.blob(try unwrap(blob)) }
      #expect(error?.code == .corruptObject, "\(error?.message ?? "no error")")
    }
  }

  @Test func `an object whose bytes have another id is corrupt`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1", "b": "2"])
      let blob = try await scratch.id(of: "HEAD:a")
      let other = try await scratch.id(of: "HEAD:b")
      _ = try await Tool.run("cp", ["-f", file(of: other, in: scratch).string, file(of: blob, in: scratch).string])
      let repository = try open(scratch)
      let error = failure { () throws(GitError) in try repository.blob(try unwrap(blob)) }
      #expect(error?.code == .corruptObject, "\(error?.message ?? "no error")")
    }
  }

  @Test func `a truncated pack is an error for every object, and no crash`() async throws {
    try await withScratchRepository { scratch in
      for number in 0..<20 { try await scratch.write("file-\(number)", String(repeating: "\(number) ", count: 300)) }
      let head = try await scratch.commit()
      try await scratch.git("repack", "-q", "-a", "-d")
      let folder = scratch.folder.appending(".git/objects/pack").string
      let script = "for p in \(folder)/*.pack; do chmod u+w $p; truncate -s 400 $p; done"
      _ = try await Tool.run("sh", ["-c", script])
      let error = failure { () throws(GitError) in
        let repository = try open(scratch)
        return try repository.changedPaths(from: nil, to: repository.commit(try unwrap(head)).tree)
      }
      #expect(error != nil)
      #expect(error?.code == .corruptObject || error?.code == .missingObject, "\(error?.message ?? "no error")")
    }
  }

  @Test func `a tree that is out of order is corrupt`() async throws {
    try await withScratchRepository { scratch in
      let blob = try await scratch.git("hash-object", "-w", "--stdin", input: "x").text
      let bytes = try [UInt8](hex: blob)
      let entries = ["b", "a"].flatMap { Array("100644 \($0)\0".utf8) + bytes }
      let error = try await comparing(entries, in: scratch)
      #expect(error?.code == .corruptObject)
    }
  }

  @Test(arguments: ["..", ".", ".git", ".GIT", "a/b"]) func `a tree with a name that escapes is corrupt`(
    name: String
  ) async throws {
    try await withScratchRepository { scratch in
      let blob = try await scratch.git("hash-object", "-w", "--stdin", input: "x").text
      let error = try await comparing(Array("100644 \(name)\0".utf8) + [UInt8](hex: blob), in: scratch)
      #expect(error?.code == .corruptObject)
    }
  }

  @Test(arguments: ["100644 a", "100644 \u{0}", "999999 a\u{0}", "a\u{0}", "100644"])
  func `a tree that ends within an entry is corrupt`(text: String) async throws {
    try await withScratchRepository { scratch in
      let error = try await comparing(Array(text.utf8), in: scratch)
      #expect(error?.code == .corruptObject)
    }
  }

  @Test func `a few trees that stand for endless paths are too large`() async throws {
    try await withScratchRepository { scratch in
      var entry = "100644 blob " + (try await scratch.git("hash-object", "-w", "--stdin", input: "x").text)
      for _ in 0..<12 {
        let lines = (0..<10).map { "\(entry)\tn\($0)\n" }.joined()
        entry = "040000 tree " + (try await scratch.git("mktree", input: lines).text)
      }
      let top = try id(String(entry.suffix(40)))
      let repository = try open(scratch)
      let limits = ComparisonLimits(changes: 5000, folders: 5000)
      let error = failure { () throws(GitError) in try repository.changedPaths(from: nil, to: top, limits: limits) }
      #expect(error?.code == .tooLarge)
    }
  }

  @Test func `a very deep tree is too large, and no crash`() async throws {
    try await withScratchRepository { scratch in
      // One stream instead of thousands of commands.
      let path = (0..<3000).map { _ in "d" }.joined(separator: "/")
      let stream = """
        commit refs/heads/deep
        committer Carl Committer <carl@example.com> 1767603600 +0000
        data 0
        M 100644 inline \(path)
        data 1
        x

        """
      try await scratch.git("fast-import", "--quiet", input: stream)
      let repository = try open(scratch)
      let tree = try repository.treeID(of: "deep")
      let error = failure { () throws(GitError) in try repository.changedPaths(from: nil, to: tree) }
      #expect(error?.code == .tooLarge)
      #expect(try repository.version(of: RepositoryPath(path), inTree: tree)?.mode == .file)
    }
  }

  @Test func `a blob of 50 MB is lent, and refused beyond a limit`() async throws {
    try await withScratchRepository { scratch in
      let size = 50 << 20
      try await scratch.folder.appending("large").write([UInt8](repeating: 0x61, count: size))
      try await scratch.commit()
      let repository = try open(scratch)
      let blob = try repository.objectID(of: "HEAD:large")
      #expect(try repository.blobSize(blob) == size)
      #expect(try repository.withBlob(blob) { $0.count } == size)
      let error = failure { () throws(GitError) in try repository.withBlob(blob, limit: size - 1) { $0.count } }
      #expect(error?.code == .tooLarge)
    }
  }

  /// The error of listing a tree of these bytes, which git itself would not write.
  private func comparing(_ bytes: [UInt8], in scratch: ScratchRepository) async throws -> GitError? {
    let written = try await scratch.git(["hash-object", "-w", "-t", "tree", "--literally", "--stdin"], input: bytes)
    let tree = try id(written.text)
    let repository = try open(scratch)
    return failure { () throws(GitError) in try repository.changedPaths(from: nil, to: tree) }
  }

  private func file(of id: String, in scratch: ScratchRepository) -> FilePath {
    scratch.folder.appending(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
  }

  private func replace(_ id: String, with bytes: [UInt8], in scratch: ScratchRepository) async throws {
    _ = try await Tool.run("chmod", ["u+w", file(of: id, in: scratch).string])
    try await file(of: id, in: scratch).write(bytes)
  }
}

/// The id that a text stands for, as an error of this module when it is none.
private func unwrap(_ text: String) throws(GitError) -> ObjectID {
  guard let id = ObjectID(text) else { throw GitError(.unknownRevision, "\(text) is no id") }
  return id
}

extension [UInt8] {
  /// The bytes that hexadecimal digits stand for.
  init(hex digits: String) throws {
    let values = try digits.map { try #require($0.hexDigitValue) }
    self = stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }
}
