/// Finds the word that somebody may have meant.
package enum Suggestion {
  /// The nearest of the known words, if it is near enough to be a typo.
  package static func nearest(to word: String, among known: some Sequence<String>) -> String? {
    let ranked = known.map { (distance: distance(word, $0), word: $0) }.min { left, right in
      (left.distance, left.word) < (right.distance, right.word)
    }
    guard let ranked, ranked.distance <= max(1, min(word.utf8.count, ranked.word.utf8.count) / 3) else { return nil }
    return ranked.word
  }

  /// "did you mean …?" where there is something to suggest, and otherwise all that is known.
  package static func help(for word: String, among known: some Collection<String>) -> String {
    if let nearest = nearest(to: word, among: known) { return "did you mean \(nearest)?" }
    return "known are: \(known.sorted().joined(separator: ", "))"
  }

  /// The number of insertions, deletions, substitutions and swaps of neighbours between two words (optimal string
  /// alignment).
  ///
  /// Words beyond 100 characters are as far from each other as they are long.
  private static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.unicodeScalars)
    let right = Array(right.unicodeScalars)
    guard left.count <= 100, right.count <= 100 else { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, scalar) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (scalar == other ? 0 : 1))
        if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
