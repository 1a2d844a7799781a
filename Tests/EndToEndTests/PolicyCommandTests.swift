import Documents
import TestSupport
import Testing

@Suite struct PolicyCommandTests {
  @Test func `a diff tells what a branch makes weaker and stricter`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit([
        ".signalbox/contracts.yml": "rules: { contracts/limit-exceeded: warning }\n",
        ".signalbox/roles.yml": "roles: { cab: { users: [ann] } }\n",
      ])
      try await repository.git("checkout", "--quiet", "-b", "topic")
      try await repository.commit([
        ".signalbox/contracts.yml": "exclude: [legacy]\n",
        ".signalbox/roles.yml": "roles: { cab: { users: [ann, bob] } }\n",
      ])
      let text = try await run("signalbox", ["policy", "diff", "--base", "main"], in: repository.folder)
      #expect(text.status == 0)
      #expect(
        text.text == """
          contracts: 1 weaker, 1 stricter
            weaker    exclude                         now "legacy"  (.signalbox/contracts.yml:1)
            stricter  rules.contracts/limit-exceeded  "warning" → "error"  (.signalbox/contracts.yml:1)

          roles: 1 weaker
            weaker    roles.cab.users                 now "bob"  (.signalbox/roles.yml:1)
          """)
      let json = try await run(
        "contracts", ["policy", "diff", "--base", "main", "--format", "json"], in: repository.folder)
      let differences = try #require(try Document.json(SourceText(json.output)).root["differences"]?.array)
      #expect(differences.compactMap { $0["effect"]?.string } == ["weaker", "stricter", "weaker"])
      #expect(differences.compactMap { $0["line"]?.number?.int } == [1, 1, 1])
    }
  }

  @Test func `a diff without a difference says so`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit([".signalbox/contracts.yml": "root: a\n"])
      try await repository.commit([".signalbox/contracts.yml": "root: 'a' # the same\n"])
      let run = try await run("signalbox", ["policy", "diff", "--base", "HEAD~1"], in: repository.folder)
      #expect(run.status == 0)
      #expect(run.text == "The policy stays as it is.")
    }
  }

  @Test func `a policy that cannot be read is told once, and leaves the difference open`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit([".signalbox/contracts.yml": "root: a\n"])
      try await repository.commit([".signalbox/contracts.yml": "rot: a\n"])
      let run = try await run("signalbox", ["policy", "diff", "--base", "HEAD~1"], in: repository.folder)
      #expect(run.status == 2)
      #expect(run.output.isEmpty)
      #expect(run.errorText.components(of: "unknown key \"rot\"") == 1)
    }
  }

  @Test func `the check of a policy reads the working tree, or the commit that is named`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit([".signalbox/contracts.yml": "root: a\n"])
      try await repository.write(".signalbox/contracts.yml", "rot: a\n")
      let here = try await run("signalbox", ["policy", "check"], in: repository.folder)
      #expect(here.status == 1)
      #expect(here.text.contains("error[contracts/invalid-policy]: unknown key \"rot\""))
      #expect(here.text.contains(" --> .signalbox/contracts.yml:1:1"))
      #expect(here.text.contains("did you mean root?"))
      let there = try await run("signalbox", ["policy", "check", "--head", "HEAD"], in: repository.folder)
      #expect(there.status == 0)
    }
  }

  @Test func `a policy file that is not there is not called checked, whatever the roles say`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit([".signalbox/roles.yml": "roles: { cab: { users: [ann] } }\n"])
      for further in [[], ["--head", "HEAD"], ["--policy", ".signalbox"]] {
        let told = try await run("contracts", ["policy", "check"] + further, in: repository.folder)
        #expect(told.status == 0)
        #expect(
          told.text.contains("not run: .signalbox/contracts.yml: there is no such file, so the defaults apply"))
        #expect(!told.text.contains("(the policy .signalbox/contracts.yml"))
      }
      try await repository.write(".signalbox/contracts.yml", "root: a\n")
      let there = try await run("contracts", ["policy", "check"], in: repository.folder)
      #expect(there.text.contains("(the policy .signalbox/contracts.yml"))
    }
  }

  @Test func `what all checks say of a change stands once, with the checks that say it`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit([".signalbox/roles.yml": "role: {}\n"])
      try await repository.commit(["a": "1"])
      let text = try await run("signalbox", ["check", "--base", "HEAD~1"], in: repository.folder)
      #expect(text.status == 2)
      #expect(text.text.components(of: "unknown key \"role\"") == 1)
      #expect(text.text.contains("= checks: contracts, db-verify, lint-gate, test-gate, change-control, release-train"))
      #expect(text.text.components(of: ": could not be checked: 1 reason") == 6)
      let json = try await run("signalbox", ["check", "--base", "HEAD~1", "--format", "json"], in: repository.folder)
      #expect(json.text.components(of: "unknown key") == 6)
    }
  }

  @Test func `an expired waiver and a role that nobody is in are told before they hurt`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit([
        ".signalbox/contracts.yml":
          "waivers: [{ rule: contracts/limit-exceeded, path: a, reason: b, owner: c, expires: 2026-01-01 }]\n"
      ])
      let judged = try Judged(
        await run(
          "contracts", ["policy", "check", "--now", "2026-02-01T00:00:00Z", "--format", "json"],
          in: repository.folder))
      #expect(judged.rules == ["contracts/stale-waiver"])
      #expect(judged.words.contains("role `cab` has no members"))
      #expect(judged.words.contains("role `policy-owner` has no members"))
    }
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func components(of text: String) -> Int {
    indices.count { self[$0...].hasPrefix(text) }
  }
}
