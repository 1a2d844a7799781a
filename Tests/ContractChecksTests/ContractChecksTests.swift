import Testing

@Suite struct ContractChecksTests {
  @Test func `it builds`() {
    #expect(Bool(true))
  }
}
