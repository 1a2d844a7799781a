/// The order of changes in `sqitch.plan` (sqitch.pod, "Plan file").
struct SqitchPlan {
  /// The places of each change; one that is reworked is there several times.
  private var places: [String: [Int]] = [:]

  /// How many changes there are before a tag.
  private var tags: [String: Int] = [:]

  init() {}

  init(_ text: String) {
    var count = 0
    for line in text.split(separator: "\n") {
      guard let word = line.split(whereSeparator: \.isWhitespace).first, let first = word.first, !"%#".contains(first)
      else { continue }
      if first == "@" {
        tags[String(word.dropFirst())] = count
      } else {
        places[String(word), default: []].append(count)
        count += 1
      }
    }
  }

  /// The place of a script: of `x` the last change of that name, of `x@tag` the last one before the tag.
  func rank(of stem: String) -> Int? {
    if let rank = places[stem]?.last { return rank }
    guard let at = stem.lastIndex(of: "@"), let end = tags[String(stem[stem.index(after: at)...])] else { return nil }
    return places[String(stem[..<at])]?.last { $0 < end }
  }
}
