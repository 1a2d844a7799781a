import SystemPackage
import TestSupport
import Testing

@Suite struct SourceTests {
  static let sources = Project.files(below: "Sources", suffix: ".swift")
  static let tests = Project.files(below: "Tests", suffix: ".swift")
  static let pages = Project.files(below: "docs", suffix: ".md")

  /// What the other tests hold for every file says nothing of files that are not found.
  @Test func `all files are found`() {
    #expect(Self.sources.contains("Sources/Commands/contracts/Contracts.swift"))
    #expect(Self.sources.contains("Sources/Policy/Policy/Rule.swift"))
    #expect(Self.tests.contains("Tests/ArchitectureTests/SourceTests.swift"))
    #expect(Self.pages.contains("docs/rules/contracts/duplicate-key.md"))
    #expect(Self.sources.allSatisfy { Self.code(of: $0).contains { !$0.isEmpty } })
  }

  @Test func `no file is longer than 400 lines`() {
    for file in Self.sources + Self.tests {
      #expect(Self.lines(of: file).count <= 400, "\(file)")
    }
  }

  @Test func `nothing is unsafe outside of the modules that wrap C`() {
    let wrappers = [
      "Calendars", "Documents", "Git", "HTTP", "Markdown", "OperatingSystem", "Postgres", "Processes",
      "RegularExpressions", "SQL", "Terraform", "TestReports",
    ].map { "Sources/Foundations/\($0)/" }
    for file in Self.sources where !wrappers.contains(where: file.hasPrefix) {
      let lines = Self.code(of: file).filter { line in
        // Every second part is the text of a literal.
        let parts = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        return parts.contains { $0.isMultiple(of: 2) && Self.words(of: $1).contains("unsafe") }
      }
      #expect(lines.isEmpty, "\(file): \(lines)")
    }
  }

  @Test func `no error is dropped, nothing crashes on purpose and nothing is public`() {
    let forbidden = ["= try?", "(try?", "try!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)", "NSError"]
    for file in Self.sources {
      let lines = Self.code(of: file).filter { line in
        forbidden.contains { line.contains($0) } || Self.words(of: line).first == "public"
      }
      #expect(lines.isEmpty, "\(file): \(lines)")
    }
  }

  @Test func `the project names no path of one machine`() {
    // Spelt in two parts, so that this file does not name them.
    let forbidden = ["/wo" + "rk/", "/fa" + "rm/", "/ro" + "ot/", "/ho" + "me/"]
    for file in Self.sources + Self.tests + Self.pages + ["README.md", "Package.swift"] {
      let lines = Self.lines(of: file).filter { line in forbidden.contains { line.contains($0) } }
      #expect(lines.isEmpty, "\(file): \(lines)")
    }
  }

  private static func lines(of file: String) -> [Substring] {
    (Project.text(of: Project.root.appending(file)) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The lines without comments; a `//` within a string literal cuts its line short, which only hides that line's rest.
  private static func code(of file: String) -> [Substring] {
    lines(of: file).map { line in line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line }
  }

  private static func words(of line: Substring) -> [Substring] {
    line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
  }
}
