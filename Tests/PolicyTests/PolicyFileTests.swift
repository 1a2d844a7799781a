import Documents
import Findings
import Policy
import TestSupport
import Testing

@Suite struct PolicyFileTests {
  private static let folder = "a folder from the root of the repository, without a / at either end"

  @Test(arguments: ["", "# nothing but a comment\n", "{}", "root: a\n", "---\nroot: a\n...\n", "\u{FEFF}root: a"])
  func `a file may say little or nothing`(text: String) {
    #expect(faults(text) == [])
  }

  @Test(arguments: [
    ("rot: a", ["1:1: unknown key \"rot\"; did you mean root?"]),
    ("root: a\n  \nwaifers: []", ["3:1: unknown key \"waifers\"; did you mean waivers?"]),
    (
      "x: 1\ny: 2",
      [
        "1:1: unknown key \"x\"; known are: colour, exclude, fence, guards, locked, root, rules, waivers",
        "2:1: unknown key \"y\"; known are: colour, exclude, fence, guards, locked, root, rules, waivers",
      ]
    ),
    ("- a", ["1:1: the document is a list, expected a mapping"]),
    ("text", ["1:1: the document is \"text\", expected a mapping"]),
    ("fence: { holds: true, bigin: monday 10:00 }", ["1:23: unknown key \"bigin\" in fence; did you mean begin?"]),
  ])
  func `a key that does not exist is told with its place and the nearest that does`(text: String, expected: [String]) {
    #expect(faults(text) == expected)
  }

  @Test(.timeLimit(.minutes(60)), arguments: ["locked: [#]", "exclude: [#]", "guards: [#]", "#: 1"])
  func `of a list of half a million wrong items the first are told, in the time that it takes to read them`(
    text: String
  ) {
    let list = text.hasPrefix("#") ? "a\n" : Array(repeating: "1.a", count: 499_000).joined(separator: ",")
    let faults = faults(text.replacing("#", with: text.hasPrefix("exclude") ? list.replacing("1.a", with: "1") : list))
    #expect(faults.count == 50 || text.hasPrefix("#"))
    #expect(!faults.isEmpty)
  }

  @Test(arguments: [
    ("rules: { sample/frist: off }", "1:10: there is no rule \"sample/frist\"; did you mean sample/first?"),
    ("rules:\n  other: off", "2:3: there is no rule \"other\"; known are: sample/first, sample/second"),
    (
      "rules: { sample/first: of }",
      "1:24: rules.sample/first is \"of\", expected error, warning, note or off; did you mean off?"
    ),
    ("rules: { sample/first: 1 }", "1:24: rules.sample/first is 1, expected error, warning, note or off"),
    (
      "rules: { sample/first: Off }",
      "1:24: rules.sample/first is \"Off\", expected error, warning, note or off; did you mean off?"
    ),
    ("rules: [sample/first]", "1:8: rules is a list, expected a mapping"),
    ("rules:", "1:7: rules is null, expected a mapping"),
  ])
  func `rules are named by their ids and set to a severity`(text: String, fault: String) {
    #expect(faults(text) == [fault])
  }

  @Test(arguments: [
    ("root: 1", "1:7: root is 1, expected \(folder)"),
    ("root: [a]", "1:7: root is a list, expected \(folder)"),
    ("root: ''", "1:7: root is \"\", expected \(folder)"),
    ("root: /a", "1:7: root is \"/a\", expected \(folder)"),
    ("root: a/", "1:7: root is \"a/\", expected \(folder)"),
    ("root: a/../b", "1:7: root is \"a/../b\", expected \(folder)"),
    ("root: ./a", "1:7: root is \"./a\", expected \(folder)"),
    ("exclude: a", "1:10: exclude is \"a\", expected a list, each a path pattern"),
    ("exclude: [a, 1]", "1:14: exclude[1] is 1, expected a path pattern"),
    ("exclude: [a, '[b']", "1:14: a [ without its ]"),
    (
      "exclude:\n  - /a",
      "2:5: a pattern is relative to the root of the repository, without a leading / and without .."
    ),
  ])
  func `a value of another kind than its key asks for is told at the value`(text: String, fault: String) {
    #expect(faults(text) == [fault])
  }

  @Test(arguments: [
    (
      "rules: { sample/setup-error: off }",
      "1:10: the rule sample/setup-error cannot be set: it protects the policy itself and is always an error"
    ),
    (
      waiver("sample/setup-error"),
      "1:19: the rule sample/setup-error cannot be waived: it is about the policy or a deployment, and not about a file"
    ),
    (
      waiver("sample/third"),
      "1:19: there is no rule \"sample/third\" that could be waived; did you mean sample/first?"
    ),
    ("waivers: [{ rule: sample/first }]", "1:11: waivers[0] has no key \"path\", \"reason\", \"owner\", \"expires\""),
  ])
  func `a rule that cannot be set or waived is told from one that does not exist`(text: String, fault: String) {
    #expect(faults(text) == [fault])
  }

  private static func waiver(_ rule: String) -> String {
    "waivers: [{ rule: \(rule), path: a, reason: b, owner: c, expires: 2027-01-01 }]"
  }

  @Test(arguments: [
    ("locked: [rot]", "1:10: there is no key \"rot\" to lock; did you mean root?"),
    ("locked: [fence.bigin]", "1:10: there is no key \"fence.bigin\" to lock; did you mean fence.begin?"),
    ("locked: [root.a]", "1:10: there is no key \"root.a\" to lock; did you mean root?"),
    (
      "locked: [root, rules.sample/frist]",
      "1:16: there is no key \"rules.sample/frist\" to lock; did you mean rules.sample/first?"
    ),
    (
      "locked: [rules.sample/setup-error]",
      "1:10: there is no key \"rules.sample/setup-error\" to lock; "
        + "known are: rules.sample/first, rules.sample/second"
    ),
    ("locked: [1]", "1:10: locked[0] is 1, expected a text"),
  ])
  func `a lock that would hold nothing is told`(text: String, fault: String) {
    #expect(faults(text) == [fault])
  }

  @Test(arguments: ["root", "fence", "fence.begin", "rules", "rules.sample/first", "waivers", "locked"])
  func `any key of a policy can be locked`(key: String) {
    #expect(faults("locked: [\(key)]") == [])
  }

  @Test(arguments: [
    ("root: a\nroot: b", "2:1"), ("rules:\n  sample/first: off\n  sample/first: error", "3:3"), ("root: [a", "1:"),
    ("root: a\n\texclude: []", "2:1"), ("<<: {}", "1:1"), ("root: *a", "1:7"), ("root: a\n---\nroot: b", "2:"),
    ("root: \"\\ud800\"", "1:"), ("a: &a [*a]", "1:"),
  ])
  func `a file that is no sound YAML has one fault, with its place`(text: String, position: String) {
    let faults = faults(text)
    #expect(faults.count == 1)
    #expect(faults[0].hasPrefix(position), "\(faults)")
  }

  @Test func `bytes that are no text are a fault, too`() {
    let error = #expect(throws: UnreadablePolicy.self) {
      try PolicyFile(layer: .repository, path: "a.yml", bytes: Array("root: ".utf8) + [0xFF])
    }
    #expect(error?.faults.map(\.place?.path) == ["a.yml"])
  }

  /// Of a processor, in a debug build; each takes a second or two.
  private static let wait = Duration.seconds(60)

  @Test func `a file with a hundred thousand faults in one line is refused at once, with the first fifty`() {
    let text = "{" + (0..<100_000).map { "k\($0): 0" }.joined(separator: ", ") + "}"
    var found: [String] = []
    #expect(processorTime { found = faults(text) } < Self.wait)
    #expect(found.count == 50)
    #expect(found.first?.hasPrefix("1:2: unknown key \"k0\"") == true)
    #expect(found.last == "-: more is wrong with .signalbox/sample.yml, and shown once this is put right")
  }

  @Test func `a hundred thousand waivers that say nothing are refused at once`() {
    let text = "waivers: [" + String(repeating: "{}, ", count: 100_000) + "]"
    var count = 0
    #expect(processorTime { count = faults(text).count } < Self.wait)
    #expect(count == 50)
  }

  @Test func `a file nested a hundred thousand levels deep is refused`() {
    let text = "root: " + String(repeating: "[", count: 100_000)
    var count = 0
    #expect(processorTime { count = faults(text).count } < Self.wait)
    #expect(count == 1)
  }
}
