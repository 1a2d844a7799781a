import Git
import TestSupport
import Testing

@Suite struct CommitTests {
  @Test func `a commit has its people, its times and its message`() async throws {
    try await withScratchRepository { scratch in
      let parent = try await scratch.commit(["a": "1"])
      let head = try await scratch.commit(["a": "2"], "Change a\nin two lines\n\nBody.\n")
      let commit = try open(scratch).commit(id(head))
      #expect(commit.parents == [try id(parent)])
      #expect(try await commit.tree == id(scratch.id(of: "HEAD^{tree}")))
      #expect(commit.author.description == "Ada Author <ada@example.com>")
      #expect(commit.committer.description == "Carl Committer <carl@example.com>")
      #expect(commit.committer.time == 1_767_603_600 + 120)
      #expect(commit.subject == "Change a in two lines")
      #expect(commit.message == "Change a\nin two lines\n\nBody.\n")
      #expect(!commit.isMerge)
    }
  }

  @Test(arguments: [
    "Subject\n\nBody.\n\nCo-authored-by: Eve <eve@example.com>\nReviewed-by: Bob\n",
    "Subject\n\nkey: value\n", "Subject: with a colon\n", "Subject\n\nBody: no\nlast paragraph of text\nand more\n",
    "Subject\n\nFixes: #1\n  continued\n", "",
  ])
  func `the trailers of a message are those that git reads`(message: String) async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.git("commit-tree", emptyTree(scratch), input: message).text
      let expected = try await scratch.git("interpret-trailers", "--parse", "--unfold", input: message).lines
      let trailers = try open(scratch).commit(id(head)).trailers
      let unfolded = trailers.map { trailer in
        "\(trailer.key): " + trailer.value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
      #expect(unfolded == expected)
    }
  }

  @Test func `a damaged signature is read as far as it goes`() async throws {
    try await withScratchRepository { scratch in
      let tree = try await emptyTree(scratch)
      let text = "tree \(tree)\nauthor <>\ncommitter Nobody at all\n\nx"
      let written = try await scratch.git("hash-object", "-w", "-t", "commit", "--literally", "--stdin", input: text)
      let commit = try open(scratch).commit(id(written.text))
      #expect(commit.author == Signature(name: "", email: "", time: 0, offset: 0))
      #expect(commit.committer.name == "Nobody at all")
      #expect(commit.message == "x")
    }
  }

  @Test(arguments: ["", "tree 123\n\nx", "author A <a> 1 +0000\n\nx", "parent zz\n\n"])
  func `a commit without a tree or with a damaged parent is corrupt`(text: String) async throws {
    try await withScratchRepository { scratch in
      let written = try await scratch.git("hash-object", "-w", "-t", "commit", "--literally", "--stdin", input: text)
      let commit = try id(written.text)
      let repository = try open(scratch)
      let error = failure { () throws(GitError) in try repository.commit(commit) }
      #expect(error?.code == .corruptObject)
    }
  }

  @Test func `a message in Latin-1 is decoded as its header says`() async throws {
    try await withScratchRepository { scratch in
      let tree = try await emptyTree(scratch)
      let header = "tree \(tree)\nauthor A <a> 1 +0130\ncommitter A <a> 1 -0200\nencoding ISO-8859-1\n\n"
      let written = try await scratch.git(
        ["hash-object", "-w", "-t", "commit", "--stdin"], input: Array(header.utf8) + [0x67, 0x72, 0xFC, 0x6E])
      let commit = try open(scratch).commit(id(written.text))
      #expect(commit.message == "grün")
      #expect(commit.author.offset == 90)
      #expect(commit.committer.offset == -120)
    }
  }

  @Test func `an annotated tag names its commit, and a lightweight one is no tag`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["a": "1"])
      try await scratch.git("tag", "-a", "-m", "First release", "v1")
      try await scratch.git("tag", "light")
      let repository = try open(scratch)
      let tag = try repository.tag(repository.objectID(of: "v1"))
      #expect(tag.name == "v1")
      #expect(tag.target == (try id(head)))
      #expect(tag.targetKind == .commit)
      #expect(tag.tagger?.name == "Carl Committer")
      #expect(tag.message == "First release\n")
      let error = failure { () throws(GitError) in try repository.tag(repository.objectID(of: "light")) }
      #expect(error?.code == .wrongKind)
    }
  }

  @Test func `a note is read from its reference`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["a": "1"])
      try await scratch.git("notes", "--ref=deployments", "add", "-m", "staging", "HEAD")
      let repository = try open(scratch)
      #expect(try repository.note(on: id(head), in: "refs/notes/deployments") == "staging\n")
      #expect(try repository.note(on: id(head)) == nil)
    }
  }

  private func emptyTree(_ scratch: ScratchRepository) async throws -> String { try await scratch.git("mktree").text }
}
