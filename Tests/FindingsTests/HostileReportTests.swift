import Calendars
import Documents
import Findings
import TestSupport
import Testing

/// Reports of which every field is something that could do harm.
@Suite struct HostileReportTests {
  private static let seed = Soak.seed
  private static let reports: [Report] = {
    var hostility = Hostility(seed: seed)
    return (0..<Soak.count(150, full: 3_000)).map { _ in hostility.report() }
  }()

  private static let writers: [any ReportWriter] = [
    TextReportWriter(), JSONReportWriter(), SARIFReportWriter(), JUnitReportWriter(), GitHubReportWriter(),
    MarkdownReportWriter(),
  ]

  private var seed: UInt64 { Self.seed }
  private var reports: [Report] { Self.reports }

  @Test func `every writer gives valid UTF-8 without control characters, and the same again`() {
    for writer in Self.writers {
      let bytes = writer.bytes(for: reports)
      #expect(bytes == writer.bytes(for: reports))
      let text = String(validating: bytes, as: UTF8.self)
      #expect(text != nil, "seed \(seed)")
      let harmful = text?.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) }
      #expect(harmful?.count == 0, "seed \(seed): \(type(of: writer))")
    }
  }

  @Test func `annotations are one command for a finding, and a text commands nothing`() {
    for report in reports {
      let log = RunnerLog(GitHubReportWriter().bytes(for: [report]))
      #expect(log.commands.count == report.allFindings.count { !$0.isPending }, "seed \(seed)")
      #expect(log.commands.allSatisfy { ["error", "warning", "notice"].contains($0.name) }, "seed \(seed)")
      #expect(log.lines == [], "seed \(seed)")
      let names: Set<String> = ["file", "line", "col", "endLine", "endColumn", "title"]
      #expect(log.commands.allSatisfy { names.isSuperset(of: $0.properties.keys) }, "seed \(seed)")
      let streams = WorkflowLog.streams(for: [report], in: .text, written: TextReportWriter().bytes(for: [report]))
      let whole = RunnerLog(streams.output)
      #expect(whole.commands.count == log.commands.count, "seed \(seed)")
      #expect(!whole.isStopped, "seed \(seed)")
    }
  }

  @Test func `references of files are relative and of the characters that RFC 3986 allows`() throws {
    let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/%")
    let log = try Document.json(SourceText(SARIFReportWriter().bytes(for: reports))).root
    var count = 0
    for run in log["runs"]?.array.map(Array.init) ?? [] {
      for result in run["results"]?.array.map(Array.init) ?? [] {
        let places = [result["locations"], result["relatedLocations"]].compactMap { $0?.array }.flatMap(Array.init)
        #expect(result["locations"]?.array?.count == 1)
        for place in places {
          let uri = try #require(place["physicalLocation"]?["artifactLocation"]?["uri"]?.string)
          #expect(!uri.hasPrefix("/") && uri.allSatisfy(allowed.contains), "seed \(seed): \(uri)")
          count += 1
        }
      }
    }
    #expect(count > 0)
  }

  @Test(.enabled(if: SARIFSchema.isThere, "check-jsonschema or the schema of SARIF is not there"))
  func `the SARIF log is valid`() async throws {
    #expect(try await SARIFSchema.problems(of: SARIFReportWriter().bytes(for: reports)) == nil, "seed \(seed)")
  }

  @Test(.enabled(if: JUnitReader.isThere, "python3 is not there"))
  func `the test results are read with their counts`() async throws {
    let cases = try await JUnitReader.cases(in: JUnitReportWriter().bytes(for: reports))
    let rules = reports.map { max(1, Set($0.allFindings.map(\.rule)).count) + $0.notExecuted.count }
    #expect(cases.count == rules.reduce(0, +), "seed \(seed)")
  }

  @Test(.enabled("python3 with cmarkgfm is needed to read the page") { await MarkdownPage.isReadable() })
  func `the summary holds nothing but what its writer put there`() async throws {
    let page = try await MarkdownPage.contents(of: MarkdownReportWriter().bytes(for: reports))
    #expect(page.tags.isSubset(of: MarkdownPage.writtenTags), "seed \(seed): \(page.tags)")
    // What GitHub looks for after the Markdown is gone.
    let leaks = page.text.split(separator: "\n").filter { $0.contains { "@#<>`*_[]|~&$".contains($0) } }
    #expect(leaks.isEmpty, "seed \(seed)")
    #expect(!page.text.contains("://"), "seed \(seed)")
    #expect(!page.text.contains("www."), "seed \(seed)")
    let findings = reports.reduce(0) { $0 + $1.allFindings.count }
    #expect(
      page.text.split(separator: "\n").count { Hostility.kindWords.contains(String($0)) } >= findings, "seed \(seed)")
  }
}

/// A source of nasty texts.
private struct Hostility {
  private var random: SeededGenerator

  static let kindWords: Set<String> = ["error", "warning", "note", "not checked", "pending"]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  private static let pieces = [
    "::error::x", "::stop-commands::x", "##[error]", "##[add-mask]a", "%0A", "%25", "%", "\n", "\r", "\r\n",
    "\u{1B}[31m",
    "\u{7}", "\u{0}", "\u{9B}", "\u{85}", "\u{2028}", "\u{202E}", "\u{FEFF}", "\u{FFFE}", "]]>", "<![CDATA[", "<!--",
    "<script>",
    "</testcase>", "&amp;", "&#0;", "\"", "'", "`", "```", "~~~", "|", "|---|", "[a](b)", "![a](http://x)", "[^1]: x",
    "[x]: http://y",
    "https://a.b", "www.a.b", "a@b.cd", "@alice", "#12", ":tada:", "$x$", "\\", "*", "_", "- ", "1. ", "# ", "> ",
    "    ", "\t", "---",
    "===", " ", " ", "word", "other", "é漢👍", "\u{301}", "{0}", "{{", "//", "../", "/", ":", ",", "=", ";", "\u{10FFFF}",
  ]

  private mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<10, using: &random) {
      if Int.random(in: 0..<12, using: &random) == 0,
        let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random))
      {
        text.unicodeScalars.append(scalar)
      } else {
        text += Self.pieces.randomElement(using: &random) ?? ""
      }
    }
    return text
  }

  private mutating func maybe<Value>(_ value: (inout Hostility) -> Value) -> Value? {
    Bool.random(using: &random) ? value(&self) : nil
  }

  private mutating func list<Value>(_ value: (inout Hostility) -> Value) -> [Value] {
    (0..<Int.random(in: 0..<3, using: &random)).map { _ in value(&self) }
  }

  private mutating func place() -> Place {
    let path = Bool.random(using: &random) ? text() : "\"\(text())\""
    let source = SourceText(text() + text())
    let range = maybe { own in
      let ends = [0, 1].map { _ in Int.random(in: 0...source.bytes.count, using: &own.random) }.sorted()
      return SourceRange(ends[0], ends[1])
    }
    let message = maybe { $0.text() }
    guard let range else { return Place(path: path, message: message) }
    return Place(range, of: source, path: path, message: message)
  }

  private mutating func finding() -> Finding {
    let kinds: [Finding.Kind] = [
      .violation(.error), .violation(.warning), .violation(.note), .undecided, .owed(role: text(), label: text()),
    ]
    var finding = Finding(
      rule: text(), kind: kinds.randomElement(using: &random) ?? .undecided, message: text(),
      explanation: list { own in Explanation(own.text(), own.list { Explanation($0.text()) }) },
      place: maybe { $0.place() },
      related: list { $0.place() }, help: maybe { $0.text() }, data: maybe { .string($0.text()) })
    finding.isOnChangedLine = maybe { Bool.random(using: &$0.random) }
    return finding
  }

  mutating func report() -> Report {
    var context = Report.Context(stage: .merge)
    context.ref = maybe { $0.text() }
    context.base = maybe { $0.text() }
    context.judged = maybe { $0.text() }
    context.remarks = list { $0.text() }
    let findings = (0..<Int.random(in: 0..<5, using: &random)).map { _ in finding() }
    let rules = findings.map { finding in
      RuleSummary(id: finding.rule, title: text(), rationale: text(), remedy: text(), severity: .warning)
    }
    return Report(
      check: text(), version: text(), context: context, scope: text(), findings: findings,
      notExecuted: list { Report.NotExecuted(what: $0.text(), why: $0.text()) },
      waived: list {
        Report.Waived(rule: $0.text(), path: $0.text(), reason: $0.text(), expires: CivilDate(daysSince1970: 20_818))
      }, rules: rules)
  }
}
