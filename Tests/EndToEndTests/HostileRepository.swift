import SystemPackage
import TestSupport
import Testing

/// A repository that is made to break whoever reads it, and the verdict that is due.
struct HostileRepository: Sendable, CustomTestStringConvertible {
  let name: String
  var arguments: [String] = []
  let verdict: String
  var rules: [String] = []
  /// What the report must say, so that a reader knows what to do.
  var says: [String] = []
  /// The address space that judging it may take, in megabytes.
  var memory = 768
  /// Makes it of one that has a contract on `main` and the branch `change` checked out; returns what is to be judged.
  let build: @Sendable (ScratchRepository) async throws -> ScratchRepository

  var testDescription: String { name }

  /// Builds it, lends it, and removes it afterwards.
  func withRepository<Result>(_ body: (ScratchRepository) async throws -> Result) async throws -> Result {
    try await withScratchRepository { repository in
      try await repository.commit(["platform/contracts/a.json": "{}\n"])
      try await repository.git("checkout", "--quiet", "-b", "change")
      return try await body(try await build(repository))
    }
  }

  func run(in repository: ScratchRepository, format: String) async throws -> Tool {
    try await contracts(["check", "--format", format] + arguments, in: repository.folder, memory: memory)
  }

  static let all = files + names + histories + damages + sizes
}

/// An entry of a tree that need not be one that a file system can hold.
struct PlantedFile {
  var mode = "100644"
  /// The path, quoted as in C where it has to be.
  let path: String
  /// The bytes of the file or the target of the link; for a submodule there are none.
  var content: [UInt8] = []

  static func file(_ path: String, _ text: String) -> PlantedFile { PlantedFile(path: path, content: Array(text.utf8)) }

  static func link(_ path: String, to target: String) -> PlantedFile {
    PlantedFile(mode: "120000", path: path, content: Array(target.utf8))
  }

  static func submodule(_ path: String) -> PlantedFile { PlantedFile(mode: "160000", path: path) }
}

extension ScratchRepository {
  /// Commits entries to a branch without a look at the working tree, each also so many times beside itself.
  func plant(_ files: [PlantedFile], on branch: String = "change", copies: Int = 0) async throws {
    var stream = Array(
      "commit refs/heads/\(branch)\ncommitter Carl Committer <carl@example.com> 1767700000 +0000\n".utf8)
    stream += Array("data 6\nChange\nfrom refs/heads/\(branch)^0\n".utf8)
    for file in files {
      if file.mode == "160000" {
        stream += Array("M 160000 \(String(repeating: "12", count: 20)) \(file.path)\n".utf8)
      } else {
        stream += Array("M \(file.mode) inline \(file.path)\ndata \(file.content.count)\n".utf8) + file.content
        stream.append(UInt8(ascii: "\n"))
      }
      for number in 0..<copies { stream += Array("C \(file.path) \(file.path.dropLast(5))\(number).json\n".utf8) }
    }
    try await git(["fast-import", "--quiet", "--force"], input: stream)
  }

  /// A folder beside this repository for another one.
  func sibling(_ name: String) -> ScratchRepository {
    ScratchRepository(folder.removingLastComponent().appending(name))
  }

  /// Where a loose object is kept.
  func looseObject(_ id: String) -> FilePath {
    folder.appending(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
  }

  /// Puts other bytes in the place of a file that git made read-only.
  func replace(_ file: FilePath, with bytes: [UInt8]) async throws {
    _ = try await Tool.run("rm", ["-f", file.string])
    try await file.write(bytes)
  }
}
