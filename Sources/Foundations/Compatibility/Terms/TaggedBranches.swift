/// The branches of a union, to be found by the string that tells them apart where there is one.
struct TaggedBranches {
  private let branches: [TermID]
  private let profiles: [TermProfile]
  /// The name of the member that tells all branches apart; nil where there is none.
  let name: Text?
  /// The places of the branches that a string in that member may lead to.
  private var places: [Text: [Int]] = [:]

  init(_ branches: [TermID], in table: TermTable) {
    self.branches = branches
    let profiles = branches.map { table.profile(of: $0) }
    self.profiles = profiles
    func texts(_ profile: TermProfile, _ name: Text) -> [Text]? {
      guard profile.kinds == .object, let value = profile.members[name].map({ table.profile(of: $0) }),
        value.kinds == .string
      else { return nil }
      return value.texts
    }
    name = profiles.first?.members.keys.sorted().first { name in profiles.allSatisfy { texts($0, name) != nil } }
    guard let name else { return }
    for (place, profile) in profiles.enumerated() {
      for text in texts(profile, name) ?? [] { places[text, default: []].append(place) }
    }
  }

  /// The branches with which a set may have something in common.
  func near(to own: TermProfile, in table: TermTable) -> [TermID] {
    var candidates = Array(branches.indices)
    if let name, own.kinds == .object, own.required.contains(name), let value = own.members[name] {
      let profile = table.profile(of: value)
      if profile.kinds == .string, let texts = profile.texts {
        candidates = Set(texts.flatMap { places[$0] ?? [] }).sorted()
      }
    }
    return candidates.filter { !table.areDisjoint([own, profiles[$0]]) }.map { branches[$0] }
  }
}
