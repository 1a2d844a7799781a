import Policy
import Testing

@Suite struct SuggestionTests {
  private let known = ["contracts/duplicate-key", "contracts/syntax-error", "exclude", "root", "rules"]

  @Test(arguments: [
    ("rot", "root"), ("roots", "root"), ("rotto", nil), ("ruels", "rules"), ("exlcude", "exclude"), ("root", "root"),
    ("contracts/duplicated-keys", "contracts/duplicate-key"), ("contracts/sintaks-error", "contracts/syntax-error"),
    ("r", nil), ("", nil), ("completely else", nil), ("Root", "root"),
  ])
  func `the nearest word is suggested if it is near`(word: String, nearest: String?) {
    #expect(Suggestion.nearest(to: word, among: known) == nearest)
    #expect(Suggestion.nearest(to: word, among: known.reversed()) == nearest)
  }

  @Test func `swapped neighbours are one slip`() {
    #expect(Suggestion.nearest(to: "ba", among: ["ab"]) == "ab")
    #expect(Suggestion.nearest(to: "cb", among: ["ab", "cc"]) == "ab")
  }

  @Test func `help names the nearest word, or else all`() {
    #expect(Suggestion.help(for: "rot", among: known) == "did you mean root?")
    #expect(Suggestion.help(for: "zzz", among: ["b", "a"]) == "known are: a, b")
  }

  @Test func `a very long word is compared at once`() {
    let word = String(repeating: "root", count: 250_000)
    #expect(Suggestion.nearest(to: word, among: known + [word]) == nil)
  }
}
