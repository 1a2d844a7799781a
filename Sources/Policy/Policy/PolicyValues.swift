package import Calendars
internal import Documents
package import Git

/// The kinds of values that policies have.
extension PolicyReader {
  /// A text.
  package mutating func text(_ key: String) -> String? {
    guard let node = value(key) else { return nil }
    return text(node, of: key, expected: "a text")
  }

  /// A list of texts.
  package mutating func texts(_ key: String) -> [String]? {
    guard value(key) != nil else { return nil }
    return elements(key, expected: "a list of texts").compactMap { element in
      text(element, of: key, expected: "a list of texts")
    }
  }

  /// A whole number that is not negative.
  package mutating func number(_ key: String) -> Int? {
    guard let node = value(key) else { return nil }
    guard let number = node.number?.int, number >= 0 else {
      fault("\(quoted(key)) is a whole number", at: node.range)
      return nil
    }
    return number
  }

  /// True or false.
  package mutating func flag(_ key: String) -> Bool? {
    guard let node = value(key) else { return nil }
    guard let flag = node.boolean else {
      fault("\(quoted(key)) is true or false", at: node.range)
      return nil
    }
    return flag
  }

  /// One of a few words.
  package mutating func choice<Word>(_ key: String, of type: Word.Type) -> Word?
  where Word: RawRepresentable<String> & CaseIterable {
    guard let node = value(key) else { return nil }
    return choice(node, as: quoted(key))
  }

  /// A list of some of a few words.
  package mutating func choices<Word>(_ key: String, of type: Word.Type) -> [Word]?
  where Word: RawRepresentable<String> & CaseIterable {
    guard value(key) != nil else { return nil }
    return elements(key, expected: "a list").compactMap { choice($0, as: quoted(key)) }
  }

  /// A day, as `2026-12-31`.
  package mutating func date(_ key: String) -> CivilDate? {
    guard let node = value(key) else { return nil }
    guard let text = node.string, let date = CivilDate(text) else {
      fault("\(quoted(key)) is a day, as in 2026-12-31", at: node.range)
      return nil
    }
    return date
  }

  /// A list of days.
  package mutating func dates(_ key: String) -> [CivilDate]? {
    guard value(key) != nil else { return nil }
    return elements(key, expected: "a list of days").compactMap { element in
      guard let text = element.string, let date = CivilDate(text) else {
        fault("\(quoted(key)) is a list of days, as in 2026-12-31", at: element.range)
        return nil
      }
      return date
    }
  }

  /// An instant of RFC 3339, as `2026-12-18T18:00:00Z`.
  package mutating func instant(_ key: String) -> Instant? {
    guard let node = value(key) else { return nil }
    guard let text = node.string, let instant = Instant(rfc3339: text) else {
      fault("\(quoted(key)) is an instant with its offset, as in 2026-12-18T18:00:00Z", at: node.range)
      return nil
    }
    return instant
  }

  /// A weekday and a time, as `wednesday 18:00`.
  package mutating func weeklyTime(_ key: String) -> WeeklyTime? {
    guard let node = value(key) else { return nil }
    guard let text = node.string, let time = WeeklyTime(text) else {
      fault("\(quoted(key)) is a weekday and a time from 00:00 to 24:00, as in wednesday 18:00", at: node.range)
      return nil
    }
    return time
  }

  /// A length of time in seconds, written as `90s`, `10m`, `4h` or `2d`.
  package mutating func duration(_ key: String) -> Int? {
    guard let node = value(key) else { return nil }
    guard let seconds = node.string.flatMap(Self.seconds) else {
      fault("\(quoted(key)) is a number of seconds, minutes, hours or days, as in 10m", at: node.range)
      return nil
    }
    return seconds
  }

  /// The seconds of a length of time.
  static func seconds(_ text: String) -> Int? {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), text.utf8.count <= 6,
      text.utf8.dropLast().allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text.dropLast())
    else { return nil }
    return number * unit
  }

  /// A folder of the repository, such as `platform/contracts`.
  package mutating func folder(_ key: String) -> RepositoryPath? {
    guard let node = value(key), let text = text(node, of: key, expected: "a folder of the repository") else {
      return nil
    }
    let names = text.split(separator: "/", omittingEmptySubsequences: false)
    guard !names.contains(where: { ["", ".", ".."].contains($0) }) else {
      fault("\(quoted(key)) is a folder from the root of the repository, without a / at either end", at: node.range)
      return nil
    }
    return RepositoryPath(text)
  }

  /// A path pattern.
  package mutating func pattern(_ key: String) -> PathPattern? {
    guard let node = value(key) else { return nil }
    return pattern(node, of: key, expected: "a path pattern")
  }

  /// A list of path patterns.
  package mutating func patterns(_ key: String) -> [PathPattern]? {
    guard value(key) != nil else { return nil }
    let expected = "a list of path patterns"
    return elements(key, expected: expected).compactMap { pattern($0, of: key, expected: expected) }
  }

  /// The severities of rules, of which only the given ones exist.
  package mutating func ruleSettings(_ key: String, of ids: [String]) -> RuleSettings {
    var settings: [String: RuleSettings.Setting] = [:]
    for member in members(key, expected: "a mapping of rule ids to severities") {
      guard ids.contains(member.key) else {
        let help = Suggestion.help(for: member.key, among: ids)
        fault("there is no rule \(quoted(member.key))", at: member.keyRange, help: help)
        continue
      }
      settings[member.key] = choice(member.value, as: "the severity of \(member.key)")
    }
    return RuleSettings(settings)
  }

  /// Waivers of rules, of which only the given ones exist.
  package mutating func waivers(_ key: String, of ids: [String]) -> [Waiver] {
    list(key) { reader, place in
      let rule = reader.text("rule")
      if let rule, !ids.contains(rule) {
        reader.refuse(
          "rule", "there is no rule \(reader.quoted(rule)) that could be waived",
          help: Suggestion.help(for: rule, among: ids))
      }
      let path = reader.pattern("path")
      let reason = reader.text("reason")
      let owner = reader.text("owner")
      let expires = reader.date("expires")
      guard let rule, let path, let reason, let owner, let expires else {
        reader.refuseIncomplete(
          "a waiver has a rule, a path, a reason, an owner, and the day on which it expires", place)
        return nil
      }
      return Waiver(rule: rule, path: path, reason: reason, owner: owner, expires: expires, place: place)
    }
  }

  private mutating func text(_ node: Node, of key: String, expected: String) -> String? {
    guard case .string(let text) = node.content else {
      fault("\(quoted(key)) is \(expected)", at: node.range)
      return nil
    }
    return text
  }

  private mutating func choice<Word>(_ node: Node, as subject: String) -> Word?
  where Word: RawRepresentable<String> & CaseIterable {
    if let text = node.string, let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    fault("\(subject) is one of \(words)", at: node.range)
    return nil
  }

  private mutating func pattern(_ node: Node, of key: String, expected: String) -> PathPattern? {
    guard let text = text(node, of: key, expected: expected) else { return nil }
    do throws(PathPattern.Malformed) {
      return try PathPattern(text)
    } catch {
      fault(error.message, at: node.range)
      return nil
    }
  }
}
