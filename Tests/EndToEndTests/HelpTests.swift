import TestSupport
import Testing

/// The help of every command of every executable.
@Suite struct HelpTests {
  static let executables = [
    "change-control", "contracts", "db-rehearse", "db-verify", "evidence", "lint-gate", "release-train", "signalbox",
    "test-gate",
  ]

  /// A command with its help.
  private struct Page {
    let words: [String]
    let text: String

    var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }

    /// The lines below a heading, up to the next that is empty.
    func section(_ heading: String) -> [String] {
      Array(lines.drop { $0 != heading }.dropFirst().prefix { !$0.isEmpty })
    }

    var subcommands: [String] {
      section("SUBCOMMANDS:").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        .compactMap { $0.split(separator: " ").first.map(String.init) }
    }
  }

  private func pages(of executable: String) async throws -> [Page] {
    var pages: [Page] = []
    var open = [[executable]]
    try await withScratchFolder { folder in
      while let words = open.popLast() {
        let help = try await run(words[0], Array(words.dropFirst()) + ["--help"], in: folder)
        try #require(help.status == 0)
        let page = Page(words: words, text: help.text)
        pages.append(page)
        open += page.subcommands.filter { $0 != "help" }.map { words + [$0] }
      }
    }
    return pages
  }

  @Test(arguments: executables)
  func `no line of help is longer than 80 columns`(executable: String) async throws {
    let pages = try await pages(of: executable)
    #expect(pages.count > 1)
    for page in pages { #expect(page.lines.filter { $0.count > 80 } == [], "\(page.words)") }
  }

  @Test(arguments: executables)
  func `an example is a command line that can be pasted, or a comment`(executable: String) async throws {
    for page in try await pages(of: executable) where page.subcommands.isEmpty {
      let examples = page.section("EXAMPLES:")
      #expect(!examples.isEmpty, "\(page.words)")
      var continues = false
      for example in examples {
        let line = example.drop { $0 == " " }
        let isComment = line.hasPrefix("# ")
        #expect(isComment || continues || line.contains("\(executable) ") || line.contains(" && "), "\(example)")
        #expect(isComment || !line.contains("   "), "\(example)")
        continues = line.hasSuffix(" \\")
      }
    }
  }

  @Test(arguments: executables)
  func `no option is listed that is refused`(executable: String) async throws {
    try await withScratchFolder { folder in
      for page in try await pages(of: executable) where page.subcommands.isEmpty {
        for line in page.lines where line.hasPrefix("  --") || line.hasPrefix("  -q, --") || line.hasPrefix("  -v, --")
        {
          let words = line.split(separator: " ").filter { $0.hasPrefix("--") || $0.hasPrefix("<") }
          guard let option = words.first, !["--help", "--version"].contains(option) else { continue }
          let value = words.dropFirst().first.map { _ in ["x"] } ?? []
          let tried = try await run(
            executable, Array(page.words.dropFirst()) + [String(option)] + value, in: folder)
          #expect(!tried.errorText.contains("has no effect"), "\(page.words) \(option): \(tried.errorText)")
          #expect(!tried.errorText.contains("Unknown option '\(option)'"), "\(page.words) \(option)")
        }
      }
    }
  }
}
