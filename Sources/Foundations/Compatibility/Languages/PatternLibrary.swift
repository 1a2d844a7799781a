internal import RegularExpressions

/// The expressions of the schemas, compiled when they are asked for.
package struct PatternLibrary {
  private var automata: [Text: Automaton?] = [:]
  private var expressions: [Text: RegularExpression?] = [:]

  package init() {}

  /// The automaton of an expression; nil when none is built of it.
  mutating func automaton(_ pattern: Text) -> Automaton? {
    if let known = automata[pattern] { return known }
    let automaton: Automaton?
    do throws(PatternError) {
      automaton = Automaton(try PatternSyntax(pattern.string))
    } catch {
      automaton = nil
    }
    automata[pattern] = .some(automaton)
    return automaton
  }

  /// Whether an expression matches somewhere in a text; nil when it is not found out.
  package mutating func matches(_ pattern: Text, _ text: Text) -> Bool? {
    guard let expression = expression(pattern) else { return nil }
    do throws(MatchError) {
      return try expression.matches(text.utf8.span, effort: .small)
    } catch {
      return nil
    }
  }

  private mutating func expression(_ pattern: Text) -> RegularExpression? {
    if let known = expressions[pattern] { return known }
    var expression: RegularExpression?
    do throws(PatternError) { expression = try RegularExpression(pattern.string) } catch { expression = nil }
    expressions[pattern] = .some(expression)
    return expression
  }
}
