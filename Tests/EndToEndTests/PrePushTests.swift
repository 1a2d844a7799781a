import Documents
import SystemPackage
import TestSupport
import Testing

/// Pushes by `git` itself, through a hook.
@Suite struct PrePushTests {
  static let nothing = String(repeating: "0", count: 40)

  @Test func `a branch that is amended and pushed again is judged against the default branch`() async throws {
    try await withPushingRepository { clone in
      let main = try await clone.commit("a")
      #expect(try await clone.push("origin", "main").isLetThrough)
      try await clone.scratch.git("checkout", "--quiet", "-b", "feature")
      try await clone.scratch.git("commit", "--quiet", "--allow-empty", "--message", "Begin")
      #expect(try await clone.push("origin", "feature").texts("base") == [main])
      try await clone.commit("b", PushingRepository.bad)
      let bad = try await clone.push("origin", "feature")
      #expect(!bad.isLetThrough && bad.verdict == "fail")
      // It gets there all the same; what comes on top of it must not hide it.
      #expect(
        try await Tool.run("git", ["push", "--no-verify", "origin", "feature"], in: clone.scratch.folder).status == 0)
      try await clone.scratch.git("commit", "--quiet", "--amend", "--no-edit", "--message", "Amended")
      let amended = try await clone.push("--force", "origin", "feature")
      #expect(!amended.isLetThrough && amended.verdict == "fail")
      #expect(amended.texts("base") == [main])
      #expect(amended.texts("judged") == [try await clone.scratch.id(of: "HEAD")])
      #expect(amended.texts("ref") == ["refs/heads/feature"])
      #expect(amended.texts("stage") == ["pre-push"])
      try await clone.commit("b")
      #expect(try await clone.push("--force", "origin", "feature").isLetThrough)
    }
  }

  @Test func `the first push of all has no base, and is judged as new`() async throws {
    try await withPushingRepository { clone in
      try await clone.commit("a", PushingRepository.bad)
      let bad = try await clone.push("origin", "main")
      #expect(!bad.isLetThrough && bad.verdict == "fail")
      #expect(bad.reports.first?["base"]?.isNull == true)
      #expect(bad.remarks.contains("no refs/heads/main yet"))
      #expect(bad.remarks.contains("the defaults apply"))
      try await clone.commit("a")
      #expect(try await clone.push("--all", "origin").verdict == "pass")
    }
  }

  @Test func `a branch pushed together with a new default branch is judged against that`() async throws {
    try await withPushingRepository { clone in
      let main = try await clone.commit("a")
      try await clone.scratch.git("checkout", "--quiet", "-b", "feature")
      let alone = try await clone.push("origin", "feature")
      #expect(!alone.isLetThrough && alone.verdict == "undecided")
      #expect(alone.undecided.contains("git remote set-head origin --auto"))
      #expect(alone.undecided.contains("push its default branch first"))
      let feature = try await clone.commit("b")
      let both = try await clone.push("origin", "main", "feature")
      #expect(both.isLetThrough)
      #expect(Set(both.texts("judged")) == [main, feature])
      #expect(Set(both.texts("base")) == [nil, main])
    }
  }

  @Test func `the default branch is judged against what the remote has`() async throws {
    try await withPushingRepository { clone in
      let first = try await clone.commit("a")
      _ = try await clone.push("origin", "main")
      let second = try await clone.commit("b")
      let push = try await clone.push("origin", "main")
      #expect(push.texts("base") == [first])
      #expect(push.texts("judged") == [second])
      #expect(push.remarks.isEmpty || !push.remarks.contains("removed"))
      try await clone.scratch.git("reset", "--quiet", "--hard", first)
      let third = try await clone.commit("c")
      let forced = try await clone.push("--force", "origin", "main")
      #expect(forced.texts("base") == [second])
      #expect(forced.texts("judged") == [third])
      #expect(forced.remarks.contains("reads as removed"))
    }
  }

  @Test func `a commit of the remote that nobody fetched is undecided`() async throws {
    try await withPushingRepository { clone in
      try await clone.commit("a")
      _ = try await clone.push("origin", "main")
      let other = ScratchRepository(clone.remote.removingLastComponent().appending("other"))
      _ = try await Tool.run("git", ["clone", "--quiet", clone.remote.string, other.folder.string])
      let theirs = try await other.commit(["c.txt": "1"])
      try await other.git("push", "--quiet", "origin", "main")
      try await clone.commit("b")
      let push = try await clone.push("--force", "origin", "main")
      #expect(!push.isLetThrough && push.verdict == "undecided")
      #expect(push.undecided.contains(theirs.prefix(10)))
      #expect(push.undecided.contains("git fetch origin"))
    }
  }

  @Test func `tags and deletions are let through, and the report says that they were not judged`() async throws {
    try await withPushingRepository { clone in
      try await clone.commit("a")
      _ = try await clone.push("origin", "main", "main:old")
      try await clone.scratch.git("tag", "--annotate", "--message", "One", "v1")
      let tag = try await clone.push("origin", "v1")
      #expect(tag.isLetThrough && tag.verdict == "pass")
      #expect(tag.notExecuted == ["refs/tags/v1: a tag changes no branch"])
      let deletion = try await clone.push("origin", ":old")
      #expect(deletion.isLetThrough)
      #expect(deletion.notExecuted == ["refs/heads/old: it is deleted"])
      #expect(deletion.run.errorText.contains("nothing checked"))
    }
  }

  @Test func `several references have a report each, and one that fails stops them all`() async throws {
    try await withPushingRepository { clone in
      let main = try await clone.commit("a")
      _ = try await clone.push("origin", "main")
      try await clone.scratch.git("tag", "v1")
      try await clone.scratch.git("checkout", "--quiet", "-b", "bad")
      try await clone.commit("b", PushingRepository.bad)
      try await clone.scratch.git("checkout", "--quiet", "-b", "fine", main)
      try await clone.commit("c")
      let push = try await clone.push("origin", "bad", "fine", "v1")
      #expect(!push.isLetThrough && push.verdict == "fail")
      let verdicts = Dictionary(uniqueKeysWithValues: zip(push.texts("ref"), push.texts("verdict")))
      #expect(verdicts == ["refs/heads/bad": "fail", "refs/heads/fine": "pass"])
      #expect(push.notExecuted == ["refs/tags/v1: a tag changes no branch"])
    }
  }

  @Test func `a remote without a name is taken for a copy of the usual one`() async throws {
    try await withPushingRepository { clone in
      let main = try await clone.commit("a")
      _ = try await clone.push("origin", "main")
      try await clone.scratch.git("checkout", "--quiet", "-b", "feature")
      try await clone.commit("b")
      let byURL = try await clone.push(clone.remote.string, "feature")
      #expect(byURL.texts("base") == [main])
      #expect(byURL.remarks.isEmpty || !byURL.remarks.contains("no remote of this repository"))
      let copy = clone.remote.removingLastComponent().appending("copy.git")
      _ = try await Tool.run("git", ["clone", "--quiet", "--bare", clone.remote.string, copy.string])
      let unknown = try await clone.push("--force", copy.string, "HEAD:refs/heads/else")
      #expect(unknown.texts("base") == [main])
      #expect(unknown.remarks.contains("is no remote of this repository"))
    }
  }

  @Test func `without any remote the default branch here is what a branch is judged against`() async throws {
    try await withPushingRepository { clone in
      let main = try await clone.commit("a")
      try await clone.scratch.git("remote", "remove", "origin")
      try await clone.scratch.git("checkout", "--quiet", "-b", "feature")
      try await clone.commit("b")
      let push = try await clone.push(clone.remote.string, "feature")
      #expect(push.texts("base") == [main])
      #expect(push.remarks.contains("is no remote of this repository"))
    }
  }

  @Test func `no lines are nothing to judge, and wrong ones are a wrong command line`() async throws {
    try await withPushingRepository { clone in
      let commit = try await clone.commit("a")
      let none = try await clone.prePush("origin", lines: "")
      #expect(none.status == 0)
      #expect(none.text.contains("standard input names nothing that is pushed"))
      let wrong = try await clone.prePush("origin", lines: "main \(commit) main \(Self.nothing)\n")
      #expect(wrong.status == 64)
      #expect(wrong.errorText.contains("line 1 of standard input") && wrong.output.isEmpty)
    }
  }

  @Test func `an object that is not here, or is no commit, is undecided`() async throws {
    try await withPushingRepository { clone in
      try await clone.commit("a")
      let tree = try await clone.scratch.id(of: "HEAD^{tree}")
      for id in [String(repeating: "a", count: 40), tree] {
        let run = try await clone.prePush("origin", lines: "x \(id) refs/heads/main \(Self.nothing)\n")
        #expect(run.status == 2, "\(run.text)")
      }
    }
  }

  @Test func `only the stage before a push can be asked`() async throws {
    try await withPushingRepository { clone in
      for option in ["--stage", "--base", "--head"] {
        #expect(try await clone.prePush("origin", option, "merge", lines: "").status == 64)
      }
      let commit = try await clone.commit("a")
      let lines = "refs/heads/main \(commit) refs/heads/main \(Self.nothing)\n"
      let run = try await clone.prePush("origin", "--format", "json", lines: lines, environment: ["CI": "true"])
      #expect(run.text.contains(#""stage": "pre-push""#))
    }
  }
}
