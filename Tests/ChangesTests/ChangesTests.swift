import Testing

@Suite struct ChangesTests {
  @Test func `it builds`() {
    #expect(Bool(true))
  }
}
