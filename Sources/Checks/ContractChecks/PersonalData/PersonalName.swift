/// What the names around a field say about it.
///
/// English puts what a thing is last: `email_template_id` is an identifier and `email_verified` a flag, whatever stands
/// before. So a name is read from its end, and what is around it only says whose the value is.
struct PersonalName {
  private let words: [String]
  private let holders: [[String]]

  /// - Parameters:
  ///   - name: the property.
  ///   - holders: the properties around it, the innermost last.
  ///   - artifact: the path of the artifact, or another name of it.
  init(_ name: String, in holders: [String], of artifact: String) {
    words = FieldWords(name).words
    self.holders = [Self.matter(of: artifact)] + holders.map { FieldWords($0).words }
  }

  /// The words by which it is personal, and what kind of value that is; `nil` where the names do not say so.
  var phrase: PersonalVocabulary.Phrase? {
    if let phrase = phrase(words) { return phrase }
    // `name: { first, last }` and `phone: { number }` say in two places what others say in one.
    guard holders.count > 1, let outer = holders.last, words.count == 1 || words.first == "line" else { return nil }
    if words == ["value"] { return phrase(outer) }
    return phrase(outer + words) ?? (outer.last == "name" ? phrase(words + ["name"]) : nil)
  }

  private func phrase(_ words: [String]) -> PersonalVocabulary.Phrase? {
    var words = words
    let digests = words.filter { PersonalVocabulary.digests.contains($0) }
    words.removeAll { PersonalVocabulary.digests.contains($0) }
    while let last = words.last, words.count > 1, Self.isTrailing(last, behind: words.dropLast()) { words.removeLast() }
    guard let (phrase, before) = PersonalVocabulary.phrase(endOf: words) else { return nil }
    // Of things there is no reason to digest a name.
    if !digests.isEmpty, before.isEmpty { return phrase }
    return holds(phrase.condition, before: before) ? phrase : nil
  }

  private static func isTrailing(_ word: String, behind words: ArraySlice<String>) -> Bool {
    if PersonalVocabulary.trailing.contains(word) || word.allSatisfy(\.isNumber) { return true }
    guard word == "url" || word == "uri" || word == "link" else { return false }
    return PersonalVocabulary.phrase(endOf: Array(words))?.phrase.kind == .portrait
  }

  private func holds(_ condition: PersonalVocabulary.Condition, before: ArraySlice<String>) -> Bool {
    switch condition {
    case .always: true
    case .unlessOrganization: owner(before, PersonalVocabulary.organizations) != .other
    case .unlessMachine: owner(before, PersonalVocabulary.machines, personFirst: false) != .other
    case .ofPerson:
      // `product_name` is the name of a product, whatever person it is beside.
      if let qualifier = before.last { PersonalVocabulary.persons.contains(qualifier) } else { isInPerson }
    }
  }

  private enum Owner {
    case person
    case other
  }

  /// Whose a value is by its own words, or else by those around it: the nearest that says anything counts.
  private func owner(
    _ before: ArraySlice<String>, _ others: Set<String>, personFirst: Bool = true
  ) -> Owner? {
    for words in [Array(before)] + holders.reversed() {
      for word in words.reversed() {
        let isOther = others.contains(word)
        if PersonalVocabulary.persons.contains(word), personFirst || !isOther { return .person }
        if isOther { return .other }
      }
    }
    return nil
  }

  /// Whether what is around the field is a person, or only a wrapper within one.
  private var isInPerson: Bool {
    for (number, words) in holders.enumerated().reversed() {
      guard let last = words.last(where: { !PersonalVocabulary.wrappers.contains($0) }) else { continue }
      return PersonalVocabulary.persons.contains(last) || number == 0 && last == "auth"
    }
    return false
  }

  /// What an artifact is about: the words of its file's name without its version, and without what happens to it.
  ///
  /// Where nothing else is left, as of `member/added.v1.schema.json`, the folder says it.
  private static func matter(of artifact: String) -> [String] {
    for part in artifact.split(separator: "/").reversed() {
      var words = FieldWords(String(part)).words.filter { !isVersion($0) && !endings.contains($0) }
      while let last = words.last, happenings.contains(last) || last.hasSuffix("ed") || last.hasSuffix("ing") {
        words.removeLast()
      }
      if !words.isEmpty { return words }
    }
    return []
  }

  private static func isVersion(_ word: String) -> Bool { word == "v" || word.allSatisfy(\.isNumber) }

  private static let endings: Set<String> = ["asyncapi", "json", "schema", "yaml", "yml"]
  /// What happens to the thing that an artifact is about.
  private static let happenings = PersonalVocabulary.wrappers.union([
    "add", "change", "command", "create", "delete", "login", "logout", "query", "remove", "request", "response",
    "result",
    "sent", "signup", "snapshot", "state", "status", "update", "view",
  ])
}
