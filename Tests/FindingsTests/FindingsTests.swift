import Testing

@Suite struct FindingsTests {
  @Test func `it builds`() {
    #expect(Bool(true))
  }
}
