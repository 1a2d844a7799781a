import Testing

@Suite struct PolicyTests {
  @Test func `it builds`() {
    #expect(Bool(true))
  }
}
