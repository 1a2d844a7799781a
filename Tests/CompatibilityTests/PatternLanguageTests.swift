import Documents
import RegularExpressions
import TestSupport
import Testing

@testable import Compatibility

@Suite struct PatternLanguageTests {
  /// Makes expressions that look around, repeat and anchor everywhere.
  private struct RandomPattern {
    var random: RandomValue<SeededGenerator>

    mutating func pattern(depth: Int) -> String {
      let parts = (0...random.count(0...2)).map { _ in part(depth: depth) }.joined()
      return random.chance(5) && depth > 0 ? parts + "|" + part(depth: depth - 1) : parts
    }

    private mutating func part(depth: Int) -> String {
      guard depth > 0, !random.chance(2) else {
        return random.pick([
          "a", "b", "1", ".", "[^a]", "\\w", "\\d", "^", "$", "\\b", "\\B", "é", "\\p{L}", "a*", "b+?",
        ])
      }
      switch random.count(0...6) {
      case 0: return "(?=\(pattern(depth: depth - 1)))"
      case 1: return "(?!\(pattern(depth: depth - 1)))"
      // What is looked back for has a length in the engine that is asked.
      case 2: return random.pick(["(?<=a)", "(?<!a)", "(?<=\\w1)", "(?<!^)", "(?<=a|b)", "(?<!\\b)"])
      case 3: return "(?:\(pattern(depth: depth - 1)))\(random.pick(["*", "+", "?", "{2}", "{1,2}"]))"
      default: return "(\(pattern(depth: depth - 1)))"
      }
    }
  }

  @Test(arguments: 0..<4)
  func `an automaton accepts what the engine of expressions matches`(part: Int) throws {
    let seed = RandomPair.seed &+ UInt64(part)
    var patterns = RandomPattern(random: RandomValue(generator: SeededGenerator(seed: seed)))
    let texts = [
      "", "a", "b", "1", "é", "-", "ab", "a1", "aa", "-a", "b-a", "ab1", "a b", "bab", "aéb", "11a", "\na", "aab1",
    ]
    let characters = CharacterSet(texts.joined().unicodeScalars.map { $0.value...$0.value })
    var built = 0
    for _ in 0..<400 * RandomPair.runs {
      let pattern = patterns.pattern(depth: 3)
      guard let automaton = Automaton(try PatternSyntax(pattern)) else { continue }
      let expression = try RegularExpression(pattern)
      let single = characters.ranges.flatMap { $0.map { CharacterSet($0) } }
      let alphabet = Alphabet(telling: automaton.sets + single)
      guard var states = DeterministicAutomaton(automaton, alphabet: alphabet) else { continue }
      built += 1
      for text in texts {
        var state: Int32? = 0
        var steps = 1_000_000
        for scalar in text.unicodeScalars {
          let symbol = try #require(alphabet.representatives.firstIndex(of: scalar.value))
          state = state.flatMap { states.next($0, symbol, &steps) }
        }
        guard let state else { continue }
        let expected = try expression.matches(Text(text).utf8.span, effort: .large)
        #expect(states.isAccepting(state) == expected, "seed \(seed): \(pattern) in \(Node.string(text).json())")
      }
    }
    #expect(built > 200)
  }

  @Test(arguments: ["L", "Lu", "Nd", "Script=Greek", "ASCII", "Any", "White_Space", "Emoji"])
  func `a property of characters has the members that the engine has`(property: String) throws {
    let set = try #require(CharacterSet(property: property))
    let expression = try RegularExpression("\\p{\(property)}")
    for value in stride(from: UInt32(0), to: 0x11_0000, by: 97) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isMember = try expression.matches(Text(String(Character(scalar))).utf8.span, effort: .small)
      #expect(set.contains(value) == isMember)
    }
  }
}
