package import Calendars
internal import Documents
package import Findings
package import Git

/// The kinds of values that policies have.
extension PolicyReader {
  /// A text.
  package mutating func text(_ key: String) -> String? { read(key) { $0.string } }

  /// A list of texts.
  package mutating func texts(_ key: String) -> [String]? { listed(key) { $0.string } }

  /// The texts of a mapping, with their keys.
  package mutating func texts(by key: String) -> [(key: String, text: String)] {
    members(key).compactMap { member in read(member.value, of: key) { $0.string }.map { (member.key, $0) } }
  }

  /// A whole number.
  package mutating func number(_ key: String) -> Int? { read(key) { $0.number?.int } }

  /// True or false.
  package mutating func flag(_ key: String) -> Bool? { read(key) { $0.boolean } }

  /// One of a few words.
  package mutating func choice<Word>(_ key: String, of type: Word.Type) -> Word?
  where Word: RawRepresentable<String> & CaseIterable {
    read(key) { $0.string.flatMap(Word.init) }
  }

  /// Whether the value of a key is some word, where another kind of value may stand as well.
  package mutating func has(_ word: String, as key: String) -> Bool { value(key)?.string == word }

  /// A list of some of a few words.
  package mutating func choices<Word>(_ key: String, of type: Word.Type) -> [Word]?
  where Word: RawRepresentable<String> & CaseIterable {
    listed(key) { $0.string.flatMap(Word.init) }
  }

  /// A day, as `2026-12-31`.
  package mutating func date(_ key: String) -> CivilDate? { read(key) { $0.string.flatMap { CivilDate($0) } } }

  /// A list of days.
  package mutating func dates(_ key: String) -> [CivilDate]? { listed(key) { $0.string.flatMap { CivilDate($0) } } }

  /// An instant of RFC 3339, as `2026-12-18T18:00:00Z`.
  package mutating func instant(_ key: String) -> Instant? {
    read(key) { $0.string.flatMap { Instant(rfc3339: $0) } }
  }

  /// A weekday and a time, as `wednesday 18:00`.
  package mutating func weeklyTime(_ key: String) -> WeeklyTime? {
    read(key) { $0.string.flatMap { WeeklyTime($0) } }
  }

  /// A length of time in seconds, written as `90s`, `10m`, `4h` or `2d`.
  package mutating func duration(_ key: String) -> Int? { read(key) { $0.string.flatMap(Self.seconds) } }

  /// The seconds of a length of time.
  static func seconds(_ text: String) -> Int? {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), text.utf8.count <= 6,
      text.utf8.dropLast().allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text.dropLast())
    else { return nil }
    return number * unit
  }

  /// A folder of the repository, such as `platform/contracts`.
  package mutating func folder(_ key: String) -> RepositoryPath? { text(key).map { RepositoryPath($0) } }

  /// A path pattern.
  package mutating func pattern(_ key: String) -> PathPattern? {
    guard let node = value(key) else { return nil }
    return pattern(node, of: key)
  }

  /// A list of path patterns.
  package mutating func patterns(_ key: String) -> [PathPattern]? {
    guard value(key) != nil else { return nil }
    return elements(key).compactMap { pattern($0, of: key) }
  }

  /// The severities of rules.
  package mutating func ruleSettings(_ key: String) -> RuleSettings {
    var settings: [String: RuleSettings.Setting] = [:]
    for member in members(key) {
      settings[member.key] = read(member.value, of: key) { $0.string.flatMap(RuleSettings.Setting.init) }
    }
    return RuleSettings(settings)
  }

  /// Waivers of rules.
  package mutating func waivers(_ key: String) -> [Waiver] {
    list(key) { reader, place in
      let path = reader.pattern("path")
      let (rule, reason, owner) = (reader.text("rule"), reader.text("reason"), reader.text("owner"))
      guard let rule, let path, let reason, let owner, let expires = reader.date("expires") else { return nil }
      return Waiver(rule: rule, path: path, reason: reason, owner: owner, expires: expires, place: place)
    }
  }

  /// Waivers that another one of the same rule and path makes useless, each with what removes it.
  ///
  /// The one that expires last stays; of equal ones the first.
  package mutating func duplicateWaivers(_ key: String) -> [(waiver: Waiver, fix: Fix?)] {
    let (waivers, list) = (waivers(key), value(key))
    // A list of which something cannot be read has faults of its own.
    guard let list, waivers.count == list.array?.count else { return [] }
    return waivers.enumerated().compactMap { index, waiver in
      let isDuplicate = waivers.enumerated().contains { other, candidate in
        other != index && candidate.rule == waiver.rule && candidate.path == waiver.path
          && (candidate.expires.daysSince1970, -other) > (waiver.expires.daysSince1970, -index)
      }
      return isDuplicate ? (waiver, removal(ofElement: index, in: list)) : nil
    }
  }

  private mutating func listed<Value>(_ key: String, _ convert: (Node) -> Value?) -> [Value]? {
    guard value(key) != nil else { return nil }
    return elements(key).compactMap { read($0, of: key, convert) }
  }

  private mutating func pattern(_ node: Node, of key: String) -> PathPattern? {
    guard let text = read(node, of: key, { $0.string }) else { return nil }
    do throws(PathPattern.Malformed) {
      return try PathPattern(text)
    } catch {
      fault(error.message, at: node.range)
      return nil
    }
  }
}

/// The shape of values, for keys that take several.
extension PolicyReader {
  /// Whether the value of a key is a mapping.
  package mutating func isMapping(_ key: String) -> Bool { value(key)?.object != nil }

  /// The keys that this mapping has, for one whose keys are names.
  package var names: [String] { ownKeys }
}
