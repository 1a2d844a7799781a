import TestSupport

/// A Markdown document as GitHub's own parser of it (cmark-gfm) reads it.
enum MarkdownPage {
  static func isReadable() async -> Bool {
    guard Project.hasProgram("python3") else { return false }
    do {
      return try await Tool.run("python3", ["-c", "import cmarkgfm"]).status == 0
    } catch {
      return false
    }
  }

  /// The tags of what a summary is made of.
  static let writtenTags: Set<String> = [
    "h2", "h3", "p", "ul", "li", "strong", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "a",
    "a with attributes",
  ]

  /// What a page comes to: the tags in it, the text that stands in code, and the text that does not.
  struct Contents {
    var tags: Set<String>
    var code: [String]
    var text: String
  }

  /// Renders a document with all extensions on and raw HTML let through, and takes the page apart.
  static func contents(of document: [UInt8]) async throws -> Contents {
    let result = try await Tool.run("python3", ["-c", script], input: document)
    guard result.status == 0 else { throw ToolFailure(command: "python3", result: result) }
    var contents = Contents(tags: [], code: [], text: "")
    for line in result.lines {
      let rest = String(line.dropFirst(2))
      switch line.first {
      case "<": contents.tags.insert(rest)
      case "`": contents.code.append(rest)
      default: contents.text += rest + "\n"
      }
    }
    return contents
  }

  private static let script = """
    import sys, cmarkgfm
    from cmarkgfm.cmark import Options
    from html.parser import HTMLParser
    source = sys.stdin.buffer.read().decode()
    page = cmarkgfm.markdown_to_html_with_extensions(
      source, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES,
      extensions=["table", "strikethrough", "autolink", "tasklist"])
    def say(mark, text):
      for line in text.splitlines():
        sys.stdout.buffer.write((mark + " " + line + "\\n").encode())
    class Reader(HTMLParser):
      code = None
      def handle_starttag(self, tag, attrs):
        say("<", tag)
        if attrs: say("<", tag + " with attributes")
        if tag == "code": self.code = ""
      def handle_endtag(self, tag):
        if tag == "code":
          say("`", self.code)
          self.code = None
      def handle_data(self, data):
        if self.code is None: say(".", data)
        else: self.code += data
      def handle_comment(self, data): say("<", "comment")
      def handle_decl(self, data): say("<", "declaration")
      def handle_pi(self, data): say("<", "instruction")
      def unknown_decl(self, data): say("<", "declaration")
    reader = Reader()
    reader.feed(page)
    reader.close()
    """
}
