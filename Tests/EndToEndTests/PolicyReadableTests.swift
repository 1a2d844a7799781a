import TestSupport
import Testing

@Suite struct PolicyReadableTests {
  @Test(arguments: [
    (".signalbox/contracts.yml", "rot: a\n", "unknown key"),
    (".signalbox/roles.yml", "roles: [cab]\n", "mapping"),
    (".signalbox/contracts.baseline.json", "{\n", "expected"),
  ])
  func `a change that leaves a policy with a mistake fails at the mistake`(
    path: String, text: String, word: String
  ) async throws {
    try await withFixture("platform") { repository in
      try await repository.commit([path: text])
      let judged = try Judged(try await contracts("check", "--base", "HEAD~1", "--format", "json", in: repository))
      #expect(judged.verdict == "fail")
      #expect(judged.rules == ["contracts/invalid-policy"])
      #expect(judged.paths == [path])
      #expect(judged.words.contains(word))
    }
  }
}
