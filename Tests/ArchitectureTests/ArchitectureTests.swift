import Testing

@Suite struct ArchitectureTests {
  @Test func `it builds`() {
    #expect(Bool(true))
  }
}
