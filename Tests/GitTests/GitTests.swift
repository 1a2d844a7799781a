import Testing

@Suite struct GitTests {
  @Test func `it builds`() {
    #expect(Bool(true))
  }
}
