import Documents
import Findings
import Policy
import Testing

@Suite struct PolicyFileTests {
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
    ("- a", ["1:1: a policy file is a mapping of keys to values"]),
    ("text", ["1:1: a policy file is a mapping of keys to values"]),
  ])
  func `a key that does not exist is told with its place and the nearest that does`(text: String, expected: [String]) {
    #expect(faults(text) == expected)
  }

  @Test(arguments: [
    ("rules: { sample/frist: off }", "1:10: there is no rule \"sample/frist\"; did you mean sample/first?"),
    ("rules:\n  other: off", "2:3: there is no rule \"other\"; known are: sample/first, sample/second"),
    ("rules: { sample/first: of }", "1:24: the severity of sample/first is one of error, warning, note, off"),
    ("rules: { sample/first: 1 }", "1:24: the severity of sample/first is one of error, warning, note, off"),
    ("rules: { sample/first: Off }", "1:24: the severity of sample/first is one of error, warning, note, off"),
    ("rules: [sample/first]", "1:8: \"rules\" is a mapping of rule ids to severities"),
    ("rules:", "1:7: \"rules\" is a mapping of rule ids to severities"),
  ])
  func `rules are named by their ids and set to a severity`(text: String, fault: String) {
    #expect(faults(text) == [fault])
  }

  @Test(arguments: [
    ("root: 1", "1:7: \"root\" is a folder of the repository"),
    ("root: [a]", "1:7: \"root\" is a folder of the repository"),
    ("root: ''", "1:7: \"root\" is a folder from the root of the repository, without a / at either end"),
    ("root: /a", "1:7: \"root\" is a folder from the root of the repository, without a / at either end"),
    ("root: a/", "1:7: \"root\" is a folder from the root of the repository, without a / at either end"),
    ("root: a/../b", "1:7: \"root\" is a folder from the root of the repository, without a / at either end"),
    ("root: ./a", "1:7: \"root\" is a folder from the root of the repository, without a / at either end"),
    ("exclude: a", "1:10: \"exclude\" is a list of path patterns"),
    ("exclude: [a, 1]", "1:14: \"exclude\" is a list of path patterns"),
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

  @Test(.timeLimit(.minutes(1)))
  func `a file with a hundred thousand faults in one line is refused at once, with the first fifty`() {
    let faults = faults("{" + (0..<100_000).map { "k\($0): 0" }.joined(separator: ", ") + "}")
    #expect(faults.count == 50)
    #expect(faults.first?.hasPrefix("1:2: unknown key \"k0\"") == true)
    #expect(faults.last == "-: more is wrong with .signalbox/sample.yml, and shown once this is put right")
  }

  @Test(.timeLimit(.minutes(1)))
  func `a hundred thousand waivers that say nothing are refused at once`() {
    #expect(faults("waivers: [" + String(repeating: "{}, ", count: 100_000) + "]").count == 50)
  }

  @Test(.timeLimit(.minutes(1))) func `a file nested a hundred thousand levels deep is refused`() {
    #expect(faults("root: " + String(repeating: "[", count: 100_000)).count == 1)
  }
}
