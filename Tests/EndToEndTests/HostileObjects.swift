import SystemPackage
import TestSupport

private let root = "platform/contracts"

extension HostileRepository {
  /// Object databases that are damaged, or of a kind that cannot be read.
  static let damages = [
    HostileRepository(
      name: "a file whose object is no zlib stream", verdict: "undecided", rules: ["contracts/unreadable-file"],
      says: ["is damaged", "git fsck"]
    ) { try await $0.damage("change:\(root)/b.json") { _ in Array("garbage".utf8) } },
    HostileRepository(
      name: "a file whose object is empty", verdict: "undecided", rules: ["contracts/unreadable-file"],
      says: ["is damaged", "git fsck"]
    ) { try await $0.damage("change:\(root)/b.json") { _ in [] } },
    HostileRepository(
      name: "a file whose object has other content than its id says", verdict: "undecided",
      rules: ["contracts/unreadable-file"], says: ["is damaged", "git fsck"]
    ) {
      try await $0.damage("change:\(root)/b.json") { repository in
        let other = repository.looseObject(try await repository.id(of: "main:\(root)/a.json"))
        return try await Tool.run("cat", [other.string]).output
      }
    },
    HostileRepository(
      name: "a file whose object is missing", verdict: "undecided", rules: ["contracts/unreadable-file"],
      says: ["has no object", "git fsck"]
    ) { try await $0.damage("change:\(root)/b.json") { _ in nil } },
    HostileRepository(
      name: "a folder whose object is missing", verdict: "undecided", rules: ["contracts/setup-error"],
      says: ["has no object", "git fsck"]
    ) { try await $0.damage("change:\(root)") { _ in nil } },
    HostileRepository(
      name: "a commit that is missing", verdict: "undecided", rules: ["contracts/setup-error"],
      says: ["cannot be found", "git fsck"]
    ) { try await $0.damage("change") { _ in nil } },
    HostileRepository(
      name: "a pack that was cut off", verdict: "undecided", rules: ["contracts/setup-error"],
      says: ["cannot be found", "git fsck"]
    ) { repository in
      try await repository.commit(["\(root)/b.json": "{}"])
      try await repository.git("gc", "--quiet")
      let packs = repository.folder.appending(".git/objects/pack")
      for name in Project.names(in: packs) where name.hasSuffix(".pack") {
        _ = try await Tool.run("truncate", ["--size", "60", packs.appending(name).string])
      }
      return repository
    },
    HostileRepository(
      name: "ids of SHA-256", verdict: "undecided", rules: ["contracts/setup-error"],
      says: ["sha256", "git init --object-format=sha1"]
    ) { repository in
      let other = repository.sibling("other")
      try await repository.git("init", "--quiet", "--object-format=sha256", other.folder.string)
      try await other.commit(["\(root)/b.json": "{}"])
      return other
    },
  ]
}

extension ScratchRepository {
  /// Commits a change, and puts other bytes, or nothing, in the place of one of its objects.
  fileprivate func damage(
    _ revision: String, _ bytes: (ScratchRepository) async throws -> [UInt8]?
  ) async throws -> ScratchRepository {
    try await commit(["\(root)/b.json": #"{"b": 1}"#])
    let object = looseObject(try await id(of: revision))
    if let bytes = try await bytes(self) {
      try await replace(object, with: bytes)
    } else {
      _ = try await Tool.run("rm", ["-f", object.string])
    }
    return self
  }
}
