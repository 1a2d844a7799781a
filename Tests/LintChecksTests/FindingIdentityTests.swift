import Documents
import Findings
import TestSupport
import Testing

@testable import LintChecks

@Suite struct FindingIdentityTests {
  private static func finding(_ rule: String, _ message: String, line: Int = 1) -> LinterFinding {
    var finding = LinterFinding(rule: rule, severity: .error, message: message)
    finding.line = line
    return finding
  }

  @Test(arguments: [
    ("Method has too many lines. [9/4]", "Method has too many lines. [8/4]", true),
    ("Method has too many lines. [9/4]", "Method has too many lines. [9/4]", true),
    ("Method has too many lines. [9/4]", "Method has too many lines. [10/4]", false),
    ("Function 'g' has too many lines (12)", "Function 'h' has too many lines (12)", false),
    ("'x1' is defined but never used", "'x2' is defined but never used", false),
    ("'x' is already declared on line 3", "'x' is already declared on line 12", true),
    ("defined at both app/a.rb:1 and app/a.rb:5", "defined at both app/a.rb:2 and app/a.rb:9", true),
    ("complexity of 4.5", "complexity of 4.25", true), ("complexity of 4.5", "complexity of 5", false),
  ])
  func `a finding is known again where it is no worse`(before: String, after: String, isOld: Bool) {
    let lines = LinterLines(SourceText("one\n"), countedBy: .rubocop)
    var earlier = EarlierFindings()
    earlier.add([Self.finding("r", before)], of: "a", in: lines)
    #expect(earlier.take(FindingIdentity(Self.finding("r", after), in: lines), of: "a") == isOld)
  }

  @Test func `a finding is taken once, in its own file first`() {
    let lines = LinterLines(SourceText("one\n"), countedBy: .eslint)
    var earlier = EarlierFindings()
    earlier.add([Self.finding("r", "m")], of: "a", in: lines)
    let identity = FindingIdentity(Self.finding("r", "m"), in: lines)
    #expect(earlier.takeMoved(identity, to: "a") == nil)
    #expect(earlier.takeMoved(identity, to: "b") == "a")
    #expect(earlier.takeMoved(identity, to: "c") == nil)
  }

  @Test(arguments: [
    ("a\rb\nc", LintFormat.eslint, 3), ("a\rb\nc", .rubocop, 2), ("a\u{2028}b\u{2029}c", .eslint, 3),
    ("a\r\nb", .eslint, 2), ("", .eslint, 1), ("a\n", .rubocop, 2),
  ])
  func `lines are counted as the linter counts them`(text: String, format: LintFormat, count: Int) {
    let lines = LinterLines(SourceText(text), countedBy: format)
    #expect(lines.has(count))
    #expect(!lines.has(count + 1))
    #expect(!lines.has(0))
  }

  /// A text whose lines are marked where a linter objects, and what the linter says of it.
  private struct Marked {
    var lines: [String]

    var findings: [LinterFinding] {
      lines.enumerated().filter { $0.element.contains("BAD") }.map { finding("r", "no BAD", line: $0.offset + 1) }
    }

    var counted: LinterLines { LinterLines(SourceText(lines.joined(separator: "\n")), countedBy: .rubocop) }
  }

  @Test(arguments: 0..<200)
  func `among random edits, moves and renames an old finding never becomes new, and a new one never old`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var files: [String: Marked] = [:]
    for name in ["a", "b", "c"] {
      files[name] = Marked(
        lines: (0..<Int.random(in: 0..<12, using: &random)).map { number in
          Bool.random(using: &random) ? "\(name) BAD \(number)" : "\(name) good \(number % 3)"
        })
    }
    var earlier = EarlierFindings()
    for (name, file) in files { earlier.add(file.findings, of: name, in: file.counted) }
    var added = 0
    for step in 0..<Int.random(in: 1..<8, using: &random) {
      let names = files.keys.sorted()
      guard let name = names.randomElement(using: &random), var file = files[name] else { continue }
      switch Int.random(in: 0..<5, using: &random) {
      case 0: file.lines.insert("good line \(step)", at: Int.random(in: 0...file.lines.count, using: &random))
      case 1: if !file.lines.isEmpty { file.lines.removeFirst() }
      case 2:
        file.lines.insert("new BAD \(step)", at: Int.random(in: 0...file.lines.count, using: &random))
        added += 1
      case 3:
        // The file goes by another name.
        files[name] = nil
        files["\(name)\(step)"] = file
        continue
      default:
        // A line goes to another file.
        guard let other = names.filter({ $0 != name }).randomElement(using: &random), let line = file.lines.popLast()
        else { continue }
        files[other]?.lines.append(line)
      }
      files[name] = file
    }
    let surviving = files.values.flatMap(\.lines).count { $0.contains("BAD") && $0.hasPrefix("new") }
    let own = files.sorted { $0.key < $1.key }
    var left: [(String, FindingIdentity)] = []
    for (name, file) in own {
      for finding in file.findings {
        let identity = FindingIdentity(finding, in: file.counted)
        if !earlier.take(identity, of: name) { left.append((name, identity)) }
      }
    }
    let new = left.count { earlier.takeMoved($0.1, to: $0.0) == nil }
    #expect(new == surviving)
    #expect(surviving <= added)
  }
}
