import Testing

@Suite struct DocumentsTests {
  @Test func `it builds`() {
    #expect(Bool(true))
  }
}
