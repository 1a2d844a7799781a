/// The members with names of a set, or the items at some places.
enum InnerPlace: Hashable {
  case names(TermID)
  case items(Places)
}

/// What a set says of members and items, to be found by which of them.
struct GivenInside {
  private var values: [InnerPlace: [TermID]] = [:]
  /// What is said of the members of single names.
  private var single: [Text: [TermID]] = [:]
  /// What is said of members with names of other sets.
  private var others: [(names: TermID, value: TermID)] = []

  mutating func add(_ place: InnerPlace, _ value: TermID, in table: TermTable) {
    values[place, default: []].append(value)
    guard case .names(let names) = place else { return }
    if let name = table.onlyName(in: names) {
      single[name, default: []].append(value)
    } else if others.count < Self.mostSets {
      others.append((names, value))
    }
  }

  private static let mostSets = 50

  /// What is said of all members or items in question; nil where nothing is, or it is not easily seen.
  func values(in place: InnerPlace, _ table: TermTable) -> [TermID]? {
    guard case .names(let asked) = place else { return values[place] }
    var found: [TermID] = []
    if let name = table.onlyName(in: asked) {
      found = single[name] ?? []
      for (names, value) in others where table.includes(names, name) { found.append(value) }
    } else {
      found = values[place] ?? []
      for (names, value) in others where names != asked && table.includes(names, all: asked) { found.append(value) }
    }
    return found.isEmpty ? nil : found
  }
}

extension TermTable {
  /// Whether it is easily seen that a name is in a set.
  func includes(_ names: TermID, _ name: Text) -> Bool {
    switch self[names] {
    case .always: true
    case .kinds(let kinds): kinds.contains(.string)
    case .string(.among(let some)): some.holds(name)
    case .string(.notAmong(let some)): !some.holds(name)
    case .all(let parts): parts.allSatisfy { includes($0, name) }
    case .any(let parts): parts.contains { includes($0, name) }
    default: false
    }
  }

  /// Whether it is easily seen that all names of another set are in a set.
  func includes(_ names: TermID, all others: TermID) -> Bool {
    var narrow = [others]
    if case .all(let parts) = self[others] { narrow = parts }
    var wide = [names]
    if case .all(let parts) = self[names] { wide = parts }
    return wide.allSatisfy { wanted in
      narrow.contains { part in
        if part == wanted { return true }
        guard case .string(.notAmong(let few)) = self[wanted], case .string(.notAmong(let many)) = self[part] else {
          return false
        }
        return few.allSatisfy { many.holds($0) }
      }
    }
  }
}
