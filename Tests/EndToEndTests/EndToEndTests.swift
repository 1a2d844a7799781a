import Testing

@Suite struct EndToEndTests {
  @Test func `it builds`() {
    #expect(Bool(true))
  }
}
