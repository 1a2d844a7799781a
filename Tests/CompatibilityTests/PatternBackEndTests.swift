import Documents
import RegularExpressions
import SystemPackage
import TestSupport
import Testing

@testable import Compatibility

/// Expressions are matched by PCRE2 and compared by automata, both made from one syntax tree; Node is asked, too.
@Suite struct PatternBackEndTests {
  /// An expression with the texts that it is tried on, and what came of it.
  struct Trial {
    let pattern: String
    let texts: [String]
    /// Nil where the expression is none; the kind of error then.
    var error: PatternError.Kind?
    /// Whether each text matches; nil where that is not found out.
    var matched: [Bool?] = []
    var accepted: [Bool?] = []

    init(_ pattern: String, on texts: [String]) {
      self.pattern = pattern
      self.texts = texts
      do throws(PatternError) {
        let expression = try RegularExpression(pattern)
        matched = texts.map { text in
          do throws(MatchError) {
            return try expression.matches(Text(text).utf8.span, effort: .large)
          } catch {
            return nil
          }
        }
      } catch {
        self.error = error.kind
        matched = texts.map { _ in nil }
      }
      accepted = Self.accepted(pattern, texts)
    }

    private static func accepted(_ pattern: String, _ texts: [String]) -> [Bool?] {
      let characters = Set(texts.joined().unicodeScalars.map(\.value)).sorted().map { CharacterSet($0) }
      guard let syntax = syntax(pattern), let automaton = Automaton(syntax) else { return texts.map { _ in nil } }
      let alphabet = Alphabet(telling: automaton.sets + characters)
      guard var states = DeterministicAutomaton(automaton, alphabet: alphabet) else { return texts.map { _ in nil } }
      return texts.map { text in
        var state: Int32? = 0
        var steps = 1_000_000
        for scalar in text.unicodeScalars {
          guard let symbol = alphabet.representatives.firstIndex(of: scalar.value) else { return nil }
          state = state.flatMap { states.next($0, symbol, &steps) }
        }
        return state.map { states.isAccepting($0) }
      }
    }

    private static func syntax(_ pattern: String) -> PatternSyntax? {
      do throws(PatternError) { return try PatternSyntax(pattern) } catch { return nil }
    }
  }

  /// Makes expressions of every kind, and texts that are nearly ones.
  private struct RandomPattern {
    var random: RandomValue<SeededGenerator>

    mutating func pattern() -> String {
      let pattern = choice(depth: 3)
      guard random.chance(6) else { return pattern }
      // A slip of the pen.
      var scalars = Array(pattern.unicodeScalars)
      let place = random.count(0...scalars.count)
      if random.chance(2), place < scalars.count {
        scalars.remove(at: place)
      } else {
        let slip = random.pick(["(", ")", "[", "]", "{", "}", "*", "\\", "?", "-", "1", "a", "|", "<", "^"])
        scalars.insert(contentsOf: slip.unicodeScalars, at: place)
      }
      return String(String.UnicodeScalarView(scalars))
    }

    private mutating func choice(depth: Int) -> String {
      let parts = (0...random.count(0...2)).map { _ in part(depth: depth) }.joined()
      return random.chance(5) && depth > 0 ? parts + "|" + choice(depth: depth - 1) : parts
    }

    private mutating func part(depth: Int) -> String {
      let atom = atom(depth: depth)
      guard random.chance(4) else { return atom }
      let quantifier = random.pick(["*", "+", "?", "{2}", "{1,2}", "{0}", "{2,}", "*?", "+?", "{1,2}?"])
      return "(?:\(atom))\(quantifier)"
    }

    private mutating func atom(depth: Int) -> String {
      guard depth > 0, !random.chance(2) else { return leaf() }
      switch random.count(0...7) {
      case 0: return "(?=\(choice(depth: depth - 1)))"
      case 1: return "(?!\(choice(depth: depth - 1)))"
      case 2: return random.pick(["(?<=a)", "(?<!a)", "(?<=\\w1)", "(?<!^)", "(?<=a|b)", "(?<!\\b)", "(?<=[^a-z])"])
      case 3: return "(\(choice(depth: depth - 1)))"
      case 4: return "(?:\(choice(depth: depth - 1)))"
      case 5:
        return "[" + (random.chance(3) ? "^" : "") + (0...random.count(0...2)).map { _ in member() }.joined() + "]"
      default: return leaf() + leaf()
      }
    }

    private mutating func leaf() -> String {
      random.pick([
        "a", "b", "1", ".", "[^a]", "\\w", "\\W", "\\d", "\\D", "\\s", "\\S", "^", "$", "\\b", "\\B", "é", "\\p{L}",
        "\\P{Lu}", "\\p{Nd}", "\\x61", "\\u0062", "\\u{1F600}", "\\ud83d\\ude00", "\\ud83d", "\\cJ", "\\0", "\\-",
        "\\/",
        "[]", "[^]", "\\t", "\\.", " ", "\\p{ASCII}", "\\P{Any}", "\\p{LC}", "\\1", "\\2", "(a|b)\\1", "(?<!(a))",
        "\\k<x>", "\\p{gc=Uppercase_Letter}", "\u{2028}",
      ])
    }

    private mutating func member() -> String {
      random.pick([
        "a", "a-c", "\\d", "\\W", "\\s", "-", "\\-", "é", "\\p{L}", "\\P{L}", "\\b", "\\n", "1-9", "\\ud83d\\ude00",
        "\\ud800-\\udfff", "^", ".", "\\]", "\\u{61}-\\u{7a}", "😀",
      ])
    }
  }

  private static let texts = [
    "", "a", "b", "1", "é", "-", "ab", "a1", "aa", "-a", "b-a", "ab1", "a b", "bab", "aéb", "11a", "\na", "aab1", "A",
    "É",
    "😀", "a😀", "\u{2028}", "\u{0}", "/", "৪", "ba\u{8}", "\u{FEFF}", "abcabc", ".]^",
  ]

  private static var random: [Trial] {
    var patterns = RandomPattern(random: RandomValue(generator: SeededGenerator(seed: RandomPair.seed &+ 12)))
    return (0..<10_000 * RandomPair.runs).map { _ in Trial(patterns.pattern(), on: texts) }
  }

  /// The expressions of the suite, with the strings of its tests and ours.
  private static var suite: [Trial] {
    var patterns: Set<String> = []
    var strings: Set<String> = Set(texts)
    func collect(_ node: Node, isInstance: Bool) {
      if let object = node.object {
        for member in object {
          if member.key == "pattern", let text = member.value.string { patterns.insert(text) }
          if member.key == "patternProperties" { for key in member.value.object?.keys ?? [] { patterns.insert(key) } }
          if isInstance || member.key == "data", let text = member.value.string, text.utf8.count < 60 {
            strings.insert(text)
          }
          collect(member.value, isInstance: isInstance || member.key == "data")
        }
      }
      for item in node.array.map({ Array($0) }) ?? [] { collect(item, isInstance: isInstance) }
    }
    let tests = folder.appending("tests")
    for draft in Project.names(in: tests) {
      for part in ["", "optional"] {
        let path = tests.appending(draft).appending(part)
        for name in Project.names(in: path) where name.hasSuffix(".json") {
          guard let text = Project.text(of: path.appending(name)) else { continue }
          do throws(DocumentError) { collect(try Document.json(SourceText(text)).root, isInstance: false) } catch {}
        }
      }
    }
    let sorted = strings.sorted()
    return patterns.sorted().map { Trial($0, on: sorted) }
  }

  private static let folder = Project.root.appending(".build-tools/json-schema-test-suite")

  private static func agree(_ trials: [Trial]) -> Int {
    var both = 0
    for trial in trials {
      for (place, text) in trial.texts.enumerated() {
        guard let matched = trial.matched[place], let accepted = trial.accepted[place] else { continue }
        both += 1
        #expect(matched == accepted, "\(trial.pattern) in \(Node.string(text).json())")
      }
    }
    return both
  }

  /// Asks Node about each text of each expression, with the flag u.
  private static func agreeWithNode(_ trials: [Trial]) async throws -> Int {
    let script = """
      const trials = JSON.parse(require('fs').readFileSync(0, 'utf8'));
      console.log(JSON.stringify(trials.map(([pattern, texts]) => {
        try { const e = new RegExp(pattern, 'u'); return texts.map(t => e.test(t)); } catch (e) { return null; }
      })));
      """
    let asked = Node.array(trials.map { .array([.string($0.pattern), .array($0.texts.map { .string($0) })]) })
    let run = try await Tool.run("node", ["-e", script], input: Array(asked.json().utf8))
    let answers = try #require(try Document.json(SourceText(run.output)).root.array.map { Array($0) })
    #expect(answers.count == trials.count)
    var compared = 0
    for (trial, answer) in zip(trials, answers) {
      if trial.error == .unsupported { continue }
      #expect((trial.error == nil) == (answer.kind == .array), "\(trial.pattern)")
      for (place, expected) in (answer.array.map { Array($0) } ?? []).enumerated() {
        let text = Node.string(trial.texts[place]).json()
        for found in [trial.matched[place], trial.accepted[place]] {
          guard let found else { continue }
          compared += 1
          #expect(found == expected.boolean, "\(trial.pattern) in \(text)")
        }
      }
    }
    return compared
  }

  @Test func `both back ends agree on 10,000 random expressions, and Node with both`() async throws {
    let trials = Self.random
    #expect(Self.agree(trials) > 100_000)
    #expect(trials.count { $0.error == .syntax } > 200)
    guard Project.hasProgram("node") else { return }
    #expect(try await Self.agreeWithNode(trials) > 200_000)
  }

  @Test(.enabled(if: Project.exists(folder), "the JSON Schema suite is not there: Scripts/setup"))
  func `both back ends agree on the expressions of the JSON Schema suite, and Node with both`() async throws {
    let trials = Self.suite
    #expect(trials.count > 30)
    #expect(Self.agree(trials) > 1_000)
    guard Project.hasProgram("node") else { return }
    #expect(try await Self.agreeWithNode(trials) > 1_000)
  }

  /// A reference means what a group has read last; what a repetition has read before is forgotten (ECMA-262 §22.2.2.3).
  @Test(arguments: [
    "^(?:(a)|b)*\\1$", "^(a)?\\1b$", "^(?:(a)|(b)\\1)+$", "(?<x>a|b)\\k<x>", "^(?=(a))\\1", "^(\\1a)b$", "\\1(a)",
    "^(?:(a)\\1)+$", "^(?!(a))\\1b", "(?:(a)|b)\\1",
  ])
  func `references are read as Node reads them, or not at all`(pattern: String) async throws {
    guard Project.hasProgram("node") else { return }
    let texts = ["", "a", "b", "ab", "aa", "aab", "ba", "bb", "abb", "aba", "aabaa", "aaaa"]
    _ = try await Self.agreeWithNode([Trial(pattern, on: texts)])
  }
}
