import Documents
import Markdown
import Testing

@Suite struct MarkdownDocumentTests {
  @Test(arguments: [
    ("# A\n\n## Decision\n\nOne.\n", "One."), ("A\n=\n\nDecision\n--------\n\nOne.\n", "One."),
    ("# A\n\n## 3. Decision\n\nOne *and* `two`.\n", "One and two."),
    ("# A\n\n## Decision\n\n<!-- what is done -->\n", ""),
    ("# A\n\n## Decision\n\n### Why\n\nOne.\n\n## Next\n\nNo.\n", "One."),
    ("---\nstatus: accepted\n---\n\n# A\n\n## Decision\n\n- one\n- two\n", "one\ntwo"),
  ])
  func `a section is what a reader sees of it`(text: String, expected: String) throws {
    #expect(try document(text).section(["Decision"])?.text == expected)
  }

  @Test func `a heading in a block of code is none`() throws {
    #expect(try document("# A\n\n```\n## Decision\n```\n\n    ## Decision\n").section(["Decision"]) == nil)
  }

  @Test(arguments: [
    ("- Status: accepted\n", "accepted"), ("* **Status:** accepted\n", "accepted"), ("Status: accepted\n", "accepted"),
    ("| Status | accepted |\n|---|---|\n| Date | x |\n", "accepted"), ("---\nstatus: accepted\n---\n# A\n", "accepted"),
    ("```\nStatus: accepted\n```\n", nil),
  ])
  func `a field is read wherever people write it`(text: String, expected: String?) throws {
    #expect(try document(text).field("Status") == expected)
  }

  @Test func `links are told with their places, also those of references`() throws {
    let document = try document("é [a](x.md) and\n[b](x.md#y \"t\") ![i](i.png)\n\n[c]\n\n[c]: z.md\n")
    let links = document.links
    #expect(links.map(\.destination) == ["x.md", "x.md#y", "i.png", "z.md"])
    #expect(links.map { document.source.text(in: $0.range) } == links.map(\.destination))
    #expect(links.first?.range.start == 7)
  }

  @Test func `quotations within quotations take no stack`() throws {
    let document = try document(String(repeating: "> ", count: 50_000) + "x")
    #expect(document.blocks.count == 1)
  }

  private func document(_ text: String) throws -> MarkdownDocument { try MarkdownDocument(SourceText(text)) }
}
