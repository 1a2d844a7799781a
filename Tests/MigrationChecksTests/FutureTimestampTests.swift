import Testing

@Suite struct FutureTimestampTests {
  /// Judges a migration of the 5th of January 2027, where an example is judged in November 2026.
  private func found(_ text: String = good(), policy: String = "", now: String) async throws -> [String] {
    try await findings("-- given: now --\n\(now)\n" + file("20270105090000_a.sql", text), policy: policy)
  }

  @Test(arguments: [
    ("2027-01-04T09:00:00Z", false), ("2027-01-04T08:59:59Z", true), ("2026-01-04T08:59:59Z", true),
    ("2027-01-04T10:00:00+01:00", false), ("2030-01-01T00:00:00Z", false),
  ])
  func `a new migration may be a day ahead`(now: String, isFound: Bool) async throws {
    #expect(try await found(now: now) == (isFound ? ["future-timestamp 20270105090000_a.sql"] : []))
  }

  @Test(arguments: [
    ("90d", "2026-10-07T09:00:00Z", false), ("90d", "2026-10-07T08:59:59Z", true), ("0s", "2027-01-05T08:59:59Z", true),
  ])
  func `how far ahead is the policy's to say`(ahead: String, now: String, isFound: Bool) async throws {
    let policy = "migrations: { ahead: \(ahead) }"
    #expect(try await found(policy: policy, now: now).isEmpty == !isFound)
  }

  @Test func `what is merged is of whatever time it is`() async throws {
    let base = file("20990105090000_a.sql", good(), base: true) + file("20990105090000_a.sql", good())
    #expect(try await findings(base) == [])
    #expect(
      try await findings(base + file("20990105090001_b.sql", good("b"))) == ["future-timestamp 20990105090001_b.sql"])
  }
}
