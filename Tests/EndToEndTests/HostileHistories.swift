import SystemPackage
import TestSupport

private let root = "platform/contracts"
private let twice = #"{"a": 1, "a": 2}"#

extension HostileRepository {
  /// Histories without a base, with several, and with less than all of their commits.
  static let histories = [
    HostileRepository(
      name: "no commit at all", verdict: "undecided", rules: ["contracts/setup-error"],
      says: ["no commit yet", "make a first commit"]
    ) { repository in
      let empty = repository.sibling("empty")
      try await repository.git("init", "--quiet", "--initial-branch=main", empty.folder.string)
      return empty
    },
    HostileRepository(
      name: "a root commit, and its parent asked for", arguments: ["--base", "HEAD~1"], verdict: "undecided",
      rules: ["contracts/setup-error"], says: ["unknown revision `HEAD~1`", "check the name"]
    ) { $0 },
    HostileRepository(
      name: "a detached HEAD that the default branch has", verdict: "pass",
      says: ["nothing is checked", "name a base: --base"]
    ) { repository in
      try await repository.git("checkout", "--quiet", "--detach", "main")
      return repository
    },
    HostileRepository(
      name: "no default branch", verdict: "undecided", rules: ["contracts/setup-error"],
      says: ["no default branch", "--base REV", "git remote set-head origin --auto"]
    ) { repository in
      try await repository.git("branch", "--move", "main", "trunk")
      return repository
    },
    HostileRepository(
      name: "two histories without a commit in common", verdict: "undecided", rules: ["contracts/setup-error"],
      says: ["no commit in common", "--base REV"]
    ) { repository in
      try await repository.git("checkout", "--quiet", "--orphan", "island")
      try await repository.commit(["\(root)/b.json": "{}"])
      return repository
    },
    HostileRepository(
      name: "a merge of three", verdict: "fail", rules: ["contracts/duplicate-key"], says: ["duplicate key"]
    ) {
      repository in
      for side in ["one", "two", "three"] {
        try await repository.git("branch", side, "main")
        try await repository.plant([.file("\(root)/\(side).json", side == "three" ? twice : "{}")], on: side)
      }
      try await repository.git("reset", "--quiet", "--hard", "main")
      try await repository.git("merge", "--quiet", "--message", "Merge", "one", "two", "three")
      return repository
    },
    HostileRepository(
      name: "merges that cross, so that two commits could be the base", verdict: "fail",
      rules: ["contracts/duplicate-key"], says: ["duplicate key"]
    ) { repository in
      try await repository.git("branch", "other", "main")
      try await repository.plant([.file("\(root)/left.json", "{}")])
      try await repository.plant([.file("\(root)/right.json", "{}")], on: "other")
      let sides = [try await repository.id(of: "change"), try await repository.id(of: "other")]
      try await repository.git("reset", "--quiet", "--hard")
      try await repository.git("merge", "--quiet", "--message", "There", sides[1])
      try await repository.git("checkout", "--quiet", "-B", "main", "other")
      try await repository.git("merge", "--quiet", "--message", "Back", sides[0])
      try await repository.git("checkout", "--quiet", "change")
      try await repository.plant([.file("\(root)/b.json", twice)])
      return repository
    },
    HostileRepository(
      name: "a shallow clone of one branch", verdict: "undecided", rules: ["contracts/setup-error"],
      says: ["no default branch", "fetch-depth: 0", "--base REV"]
    ) { try await $0.clone("--depth", "1", "--branch", "change") },
    HostileRepository(
      name: "a shallow clone of all branches", verdict: "undecided", rules: ["contracts/setup-error"],
      says: ["shallow clone ends", "git fetch --unshallow"]
    ) { try await $0.clone("--depth", "1", "--no-single-branch", "--branch", "change") },
    HostileRepository(
      name: "a partial clone whose origin cannot be reached",
      arguments: ["--base", "origin/main", "--head", "origin/change"], verdict: "undecided",
      rules: ["contracts/unreadable-file"], says: ["left out of this partial clone", "git fetch --refetch --no-filter"]
    ) { repository in
      try await repository.git("config", "uploadpack.allowFilter", "true")
      let clone = try await repository.clone("--filter=blob:none", "--no-checkout")
      try await clone.git("remote", "set-url", "origin", "/nowhere")
      return clone
    },
  ]
}

extension ScratchRepository {
  /// Clones this repository, whose default branch has moved on meanwhile, over git's own protocol.
  fileprivate func clone(_ options: String...) async throws -> ScratchRepository {
    try await plant([.file("\(root)/b.json", "{}")])
    try await plant([.file("\(root)/c.json", "{}")])
    try await git("checkout", "--quiet", "--force", "main")
    try await plant([.file("\(root)/d.json", "{}")], on: "main")
    let clone = sibling("clone")
    try await git(["clone", "--quiet"] + options + ["file://\(self.folder)", clone.folder.string], input: [])
    return clone
  }
}
