import SystemPackage
import TestSupport
import Testing

@Suite struct HookTests {
  /// The hook where git looks for it.
  private func hook(_ clone: HookedRepository) -> FilePath {
    clone.scratch.folder.appending(".git/hooks/pre-push")
  }

  @Test func `an installed hook lets a good branch through and keeps a bad one back`() async throws {
    try await withHookedRepository { clone in
      let installed = try await clone.signalbox("hooks", "install")
      #expect(installed.status == 0)
      #expect(installed.errorText.contains("installed"))
      try await clone.scratch.git("checkout", "--quiet", "-b", "topic")
      let good = try await clone.commit("good")
      #expect(try await clone.push("origin", "topic").status == 0)
      #expect(try await clone.remoteID(of: "topic") == good)
      try await clone.commit("bad", HookedRepository.bad)
      let refused = try await clone.push("origin", "topic")
      #expect(refused.status != 0)
      #expect((refused.text + refused.errorText).contains("contracts/duplicate-key"))
      #expect(try await clone.remoteID(of: "topic") == good)
    }
  }

  @Test func `deleted branches, tags, forced pushes and several references go as they should`() async throws {
    try await withHookedRepository { clone in
      _ = try await clone.signalbox("hooks", "install")
      try await clone.scratch.git("checkout", "--quiet", "-b", "topic")
      try await clone.commit("good")
      try await clone.scratch.git("tag", "v1")
      #expect(try await clone.push("origin", "topic", "v1").status == 0)
      try await clone.scratch.git("reset", "--quiet", "--hard", "main")
      let other = try await clone.commit("other")
      #expect(try await clone.push("--force", "origin", "topic").status == 0)
      #expect(try await clone.remoteID(of: "topic") == other)
      #expect(try await clone.push("--delete", "origin", "topic").status == 0)
      #expect(try await clone.remoteID(of: "topic") == "")
      try await clone.scratch.git("checkout", "--quiet", "-b", "worse")
      try await clone.commit("bad", HookedRepository.bad)
      #expect(try await clone.push("origin", "topic", "worse").status != 0)
      #expect(try await clone.remoteID(of: "topic") == "", "git sends all or nothing once a hook has refused")
      // What nobody checked out is judged as well as what is.
      try await clone.scratch.git("checkout", "--quiet", "main")
      #expect(try await clone.push("origin", "worse").status != 0)
      #expect(try await clone.push("origin", "topic").status == 0)
    }
  }

  @Test func `a hook that was there runs first, with all that git says, and comes back afterwards`() async throws {
    try await withHookedRepository { clone in
      let own = "#!/bin/sh\ncat >seen; echo \"$1\" >>seen; test ! -e forbidden\n"
      try await hook(clone).write(own)
      _ = try await Tool.run("chmod", ["+x", hook(clone).string])
      #expect(try await clone.signalbox("hooks", "install").errorText.contains("runs first"))
      #expect(try await clone.signalbox("hooks", "install").errorText.contains("already"))
      try await clone.scratch.write(".git/info/exclude", "seen\nforbidden\n")
      try await clone.scratch.git("checkout", "--quiet", "-b", "topic")
      let commit = try await clone.commit("good")
      #expect(try await clone.push("origin", "topic").status == 0)
      let seen = Project.text(of: clone.scratch.folder.appending("seen")) ?? ""
      #expect(seen.contains("refs/heads/topic \(commit)"))
      #expect(seen.hasSuffix("origin\n"))
      try await clone.scratch.write("forbidden", "")
      try await clone.commit("more")
      #expect(try await clone.push("origin", "topic").status != 0)
      #expect(try await clone.signalbox("hooks", "uninstall").status == 0)
      #expect(Project.text(of: hook(clone)) == own)
      #expect(try await clone.signalbox("hooks", "uninstall").errorText.contains("was not written by Signalbox"))
      #expect(Project.text(of: hook(clone)) == own)
    }
  }

  @Test func `linked worktrees share the hook, and a folder of hooks is honoured`() async throws {
    try await withHookedRepository { clone in
      let linked = clone.remote.removingLastComponent().appending("linked")
      try await clone.scratch.git("worktree", "add", "--quiet", "-b", "topic", linked.string)
      #expect(try await clone.signalbox("hooks", "install", in: linked).status == 0)
      #expect(Project.exists(hook(clone)))
      try await ScratchRepository(linked).commit(["platform/contracts/bad.json": HookedRepository.bad])
      #expect(try await clone.push("origin", "topic", in: linked).status != 0)
      #expect(try await clone.signalbox("hooks", "uninstall").status == 0)
      #expect(!Project.exists(hook(clone)))
      try await clone.scratch.git("config", "core.hooksPath", "tools/hooks")
      let installed = try await clone.signalbox("hooks", "install")
      #expect(installed.errorText.contains("core.hooksPath is tools/hooks"))
      #expect(Project.exists(clone.scratch.folder.appending("tools/hooks/pre-push")))
      #expect(try await clone.push("origin", "topic").status != 0)
    }
  }

  @Test func `a shallow clone judges what it can, and a branch without upstream is no obstacle`() async throws {
    try await withHookedRepository { clone in
      for number in 1...3 { try await clone.commit("more-\(number)") }
      #expect(try await clone.push("origin", "main").status == 0)
      let shallow = ScratchRepository(clone.remote.removingLastComponent().appending("shallow"))
      _ = try await Tool.run(
        "git", ["clone", "--quiet", "--depth=1", "file://\(clone.remote.string)", shallow.folder.string])
      #expect(try await clone.signalbox("hooks", "install", in: shallow.folder).status == 0)
      try await shallow.git("checkout", "--quiet", "-b", "topic")
      try await shallow.commit(["platform/contracts/good.json": HookedRepository.good])
      #expect(try await clone.push("origin", "topic", in: shallow.folder).status == 0)
      try await shallow.commit(["platform/contracts/bad.json": HookedRepository.bad])
      #expect(try await clone.push("origin", "topic", in: shallow.folder).status != 0)
    }
  }

  @Test func `without the executable a push is kept back, and told why`() async throws {
    try await withHookedRepository { clone in
      _ = try await clone.signalbox("hooks", "install")
      try await clone.commit("good")
      let push = try await clone.tool(
        "git", ["push", "--quiet", "origin", "main"], environment: ["PATH": "/usr/bin:/bin"])
      #expect(push.status != 0)
      #expect(push.errorText.contains("signalbox is not on the PATH"))
    }
  }

  @Test func `nothing of the change is run unless the user asks for it`() async throws {
    try await withHookedRepository { clone in
      _ = try await clone.signalbox("hooks", "install")
      try await clone.scratch.commit([
        ".signalbox/lint.yml": "tools: { eslint: { files: [\"**/*.js\"], command: [./linter] } }\n"
      ])
      #expect(try await clone.push("origin", "main").status == 0)
      try await clone.scratch.git("checkout", "--quiet", "-b", "topic")
      try await clone.scratch.write("linter", "#!/bin/sh\necho ran >>\"$HOME/ran\"\necho '[]'\n")
      _ = try await Tool.run("chmod", ["+x", clone.scratch.folder.appending("linter").string])
      try await clone.scratch.commit(["a.js": "a\n"])
      let home = clone.remote.removingLastComponent()
      func push() async throws -> Tool {
        try await clone.tool("git", ["push", "--quiet", "origin", "topic"], environment: ["HOME": home.string])
      }
      #expect(try await push().status == 0)
      #expect(!Project.exists(home.appending("ran")))
      try await clone.scratch.git("config", "signalbox.run", "lint-gate")
      try await clone.scratch.commit(["a.js": "b\n"])
      // It is no linter, and so the file was not inspected.
      let run = try await push()
      #expect(run.status != 0)
      #expect((run.text + run.errorText).contains("lint/file-not-linted"))
      #expect(Project.exists(home.appending("ran")))
    }
  }

  @Test func `the organisation's policy can stand in git's configuration`() async throws {
    try await withHookedRepository { clone in
      let folder = clone.remote.removingLastComponent().appending("organisation")
      try await folder.appending("contracts.yml").write("rules: { contracts/limit-exceeded: note }\n")
      try await clone.scratch.git("config", "signalbox.organisationPolicy", folder.string)
      #expect(
        try await clone.signalbox("policy", "show").text.contains("contracts/limit-exceeded: \"note\"  # organisation"))
      let inWorkflow = try await clone.tool("signalbox", ["policy", "show"], environment: ["CI": "true"])
      #expect(!inWorkflow.text.contains("organisation"))
    }
  }
}
