import Findings
import Testing

@Suite struct WorkflowCommandTests {
  private func commands(_ findings: Finding...) -> [RunnerLog.Command] {
    RunnerLog(GitHubReportWriter().bytes(for: [report(findings)])).commands
  }

  private func message(_ text: String) -> String? {
    let commands = commands(finding(text))
    return commands.count == 1 ? commands[0].message : nil
  }

  @Test func `a finding is a command with its place, its rule and all that it says`() {
    let finding = Finding(
      rule: "sample/rule", kind: .violation(.error), message: "wrong",
      explanation: [Explanation("needed", [Explanation("by the cab")])], place: place("\n  ⟦ab⟧", path: "a/b.json"),
      help: "do this\nthen that")
    #expect(
      commands(finding) == [
        RunnerLog.Command(
          name: "error",
          properties: [
            "file": "a/b.json", "line": "2", "col": "3", "endLine": "2", "endColumn": "5",
            "title": "sample/rule: Samples are right",
          ],
          message: "wrong\n- needed\n  - by the cab\nhelp: do this\nthen that")
      ])
  }

  @Test func `it is written as one line that equal input gives again`() {
    let bytes = GitHubReportWriter().bytes(for: [report([finding("100% a,b: c\nd", at: place("⟦x⟧", path: "a,b:c%"))])])
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        ::error file=a%2Cb%3Ac%25,line=1,col=1,endLine=1,endColumn=2,title=sample/rule%3A Samples are right::\
        100%25 a,b: c␊d

        """)
  }

  @Test(arguments: [
    (Finding.Kind.violation(.error), "error", "sample/rule: Samples are right"),
    (.violation(.warning), "warning", "sample/rule: Samples are right"),
    (.violation(.note), "notice", "sample/rule: Samples are right"),
    (.undecided, "error", "not checked: sample/rule: Samples are right"),
  ])
  func `each kind has its level and says what it is`(kind: Finding.Kind, level: String, title: String) {
    #expect(commands(finding(kind: kind)).map(\.name) == [level])
    #expect(commands(finding(kind: kind)).map { $0.properties["title"] } == [title])
  }

  @Test func `what is pending and what the baseline accepts is no annotation`() {
    var known = finding(kind: .violation(.note))
    known.isBaselined = true
    #expect(commands(finding(kind: .owed(role: "cab", label: nil))).isEmpty)
    #expect(commands(known).isEmpty)
  }

  @Test func `a finding about a file has no line, and one about the change no file`() {
    #expect(commands(finding(at: Place(path: "a.json")))[0].properties.keys.sorted() == ["file", "title"])
    #expect(commands(finding())[0].properties.keys.sorted() == ["title"])
  }

  @Test(arguments: [("⟦a\nb⟧", "1", "2"), ("⟦a\n⟧b", "1", "1"), ("a\n⟦b\nc\n⟧", "2", "3")])
  func `a range of several lines has no columns, since the runner refuses them`(
    marked: String, line: String, endLine: String
  ) {
    let properties = commands(finding(at: place(marked)))[0].properties
    #expect(properties["line"] == line)
    #expect(properties["endLine"] == endLine)
    #expect(properties["col"] == nil)
    #expect(properties["endColumn"] == nil)
  }

  @Test(arguments: [
    ("a\n::error::b", "a␊::error::b"), ("a\r::error::b", "a␍::error::b"), ("%0A::error::b", "%0A::error::b"),
    ("%250A", "%250A"), ("##[error]b", "## [error]b"), ("###[error]b", "### [error]b"),
    ("::add-mask::a", "::add-mask::a"),
    ("a\u{2028}::error::b", "a\u{FFFD}::error::b"), ("\u{1B}[2J\u{7}", "␛[2J␇"), ("100%", "100%"),
  ])
  func `no message becomes a second command, and none is obeyed by a terminal`(text: String, shown: String) {
    #expect(message(text) == shown)
  }

  @Test func `no path becomes a property or a second command`() {
    let path = "a,line=7::\n::error ##[add-mask]b%2C"
    let commands = commands(finding(at: Place(path: path)))
    #expect(commands.count == 1)
    #expect(commands[0].properties["file"] == "a,line=7::\n::error ## [add-mask]b%2C")
    #expect(commands[0].properties["line"] == nil)
  }

  @Test func `ten of a level are shown, and the others are counted`() {
    let kinds: [Finding.Kind] = [
      .violation(.error), .undecided, .violation(.warning), .violation(.note), .owed(role: nil, label: nil),
    ]
    let findings = (0..<60).map { finding("number \($0)", kind: kinds[$0 % 5]) }
    let log = RunnerLog(GitHubReportWriter().bytes(for: [report(findings), report(findings)]))
    for level in ["error", "warning", "notice"] { #expect(log.commands.count { $0.name == level } == 10) }
    #expect(log.lines == ["66 more, see the summary"])
  }

  @Test func `ten findings are shown without a count`() {
    let log = RunnerLog(GitHubReportWriter().bytes(for: [report((0..<10).map { finding("number \($0)") })]))
    #expect(log.commands.count == 10)
    #expect(log.lines == [])
  }

  @Test func `findings on changed lines come first, then the order of the report`() {
    let findings = (0..<30).map { index in
      var finding = finding("\(index)", at: place(String(repeating: "\n", count: index) + "⟦x⟧"))
      finding.isOnChangedLine = index >= 25 ? true : index % 2 == 0 ? false : nil
      return finding
    }
    let shown = RunnerLog(GitHubReportWriter().bytes(for: [report(findings.reversed())])).commands.map(\.message)
    #expect(shown == ["25", "26", "27", "28", "29", "0", "1", "2", "3", "4"])
  }
}
