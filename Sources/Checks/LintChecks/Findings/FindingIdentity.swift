/// What stays of a finding while other lines come and go: its rule, the line it is about, and its words.
///
/// Numbers in the words are measures (`[9/4]`): a smaller one is better. Numbers of lines and columns are places, and say
/// nothing.
struct FindingIdentity: Hashable, Sendable {
  private let rule: String?
  private let words: String
  private let line: String

  /// What the finding measures, in the order of its words.
  let measures: Measures

  /// Numbers that are compared and tell no finding from another.
  struct Measures: Hashable, Sendable {
    let numbers: [Double]

    static func == (left: Measures, right: Measures) -> Bool { true }

    func hash(into hasher: inout Hasher) {}

    /// Whether these are not worse than others.
    func isAtMost(_ others: Measures) -> Bool {
      for (own, other) in zip(numbers, others.numbers) where own != other { return own < other }
      return numbers.count <= others.numbers.count
    }
  }

  init(_ finding: LinterFinding, in lines: LinterLines?) {
    rule = finding.rule
    line = finding.line.flatMap { lines?.text(of: $0) } ?? ""
    (words, measures) = Self.parts(of: finding.message)
  }

  /// The words of a message with a mark in the place of each number, and the numbers that are measures.
  private static func parts(of message: String) -> (String, Measures) {
    var words = ""
    var numbers: [Double] = []
    var rest = message[...]
    while let character = rest.first {
      let before = words.last
      let isWithinName = before.map { $0.isLetter || $0.isNumber || "_$'\"`".contains($0) } ?? false
      guard character.isASCII, character.isNumber, !isWithinName else {
        words.append(character)
        rest.removeFirst()
        continue
      }
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let lead = words.lowercased()
      let isPlace = before == ":" || lead.hasSuffix("line ") || lead.hasSuffix("column ")
      if !isPlace, let number = Double(digits.last == "." ? digits.dropLast() : digits) { numbers.append(number) }
      words += "#"
    }
    return (words, Measures(numbers: numbers))
  }
}

/// Finds the findings that were there before the change, each at most once.
struct EarlierFindings {
  private var byPath: [String: [FindingIdentity: [Known]]] = [:]
  private var paths: [FindingIdentity: [String]] = [:]

  private struct Known {
    let measures: FindingIdentity.Measures
    /// Whether a comment hid it.
    let isHidden: Bool
  }

  /// Notes what was found in a file of the base.
  mutating func add(
    _ findings: [LinterFinding], of path: String, in lines: LinterLines?,
    isHidden: (LinterFinding) -> Bool = { _ in false }
  ) {
    for finding in findings {
      let identity = FindingIdentity(finding, in: lines)
      let known = Known(measures: identity.measures, isHidden: isHidden(finding))
      byPath[path, default: [:]][identity, default: []].append(known)
      paths[identity, default: []].append(path)
    }
  }

  /// Takes the finding of the same file that this one was; of several the one that is worst.
  ///
  /// - Parameters:
  ///   - identity: what the finding is known by.
  ///   - path: the file.
  ///   - asHidden: whether a comment hides this one. What was hidden and is shown now is new.
  /// - Returns: whether there was one.
  mutating func take(_ identity: FindingIdentity, of path: String, asHidden: Bool = false) -> Bool {
    guard var known = byPath[path]?[identity] else { return false }
    let fitting = known.indices.filter { identity.measures.isAtMost(known[$0].measures) }
    let alike = fitting.filter { known[$0].isHidden == asHidden }
    let candidates = alike.isEmpty && asHidden ? fitting : alike
    guard let index = candidates.min(by: { known[$0].measures.isAtMost(known[$1].measures) }) else { return false }
    known.remove(at: index)
    byPath[path]?[identity] = known
    return true
  }

  /// Takes the finding of another file that this one was, and says which file it has left.
  mutating func takeMoved(_ identity: FindingIdentity, to path: String, asHidden: Bool = false) -> String? {
    for other in paths[identity] ?? [] where other != path {
      if take(identity, of: other, asHidden: asHidden) { return other }
    }
    return nil
  }
}
