internal import Documents

/// Single values as terms.
extension TermTable {
  /// The values that equal one.
  mutating func constant(_ value: Node) -> TermID {
    switch value.content {
    case .null: return kinds(.null)
    case .boolean(let flag): return kinds(flag ? .true : .false)
    case .number(let number): return self.number(.among([number]))
    case .string(let text): return string(.among([Text(text)]))
    case .array(let items):
      var parts = [array(.atLeast(items.count)), array(.atMost(items.count))]
      for (place, item) in items.enumerated() {
        parts.append(every(Places(first: place, last: place), constant(item)))
      }
      return all(parts)
    case .object(let members):
      var parts: [TermID] = []
      for member in members.inKeyOrder {
        parts.append(object(.some(name: string(.among([Text(member.key)])), value: .always)))
        parts.append(every(name: string(.among([Text(member.key)])), constant(member.value)))
      }
      parts.append(every(name: string(.notAmong(members.keys.map { Text($0) }.sorted())), .never))
      return all(parts)
    }
  }

  /// The values that equal one of some.
  mutating func constants(_ values: some Sequence<Node>) -> TermID {
    var parts: [TermID] = []
    var numbers: Set<Number> = []
    var strings: Set<Text> = []
    for value in values {
      switch value.content {
      case .number(let number): numbers.insert(number)
      case .string(let text): strings.insert(Text(text))
      default: parts.append(constant(value))
      }
    }
    if !numbers.isEmpty { parts.append(number(.among(numbers.sorted()))) }
    if !strings.isEmpty { parts.append(string(.among(strings.sorted()))) }
    return any(parts)
  }

  /// The arrays whose items at some places are in a set.
  mutating func every(_ places: Places, _ term: TermID) -> TermID {
    if term == .always { return kinds(.array) }
    if term == .never { return array(.atMost(places.first)) }
    return array(.every(places, term))
  }

  /// The objects whose members with some names are in a set.
  mutating func every(name: TermID, _ value: TermID) -> TermID {
    if value == .always || name == .never { return kinds(.object) }
    return object(.every(name: name, value: value))
  }
}
