/// Finds references that PCRE2 reads otherwise than ECMA-262.
///
/// A repetition of ECMA-262 forgets the texts of its groups whenever it begins anew (§22.2.2.3.1), and PCRE2 keeps them.
/// That makes no difference where a group is read in every round, and before what refers to it. What looks back is read
/// backwards there (§22.2.2.3), so that a group stands behind its reference. A repeated reference to a group that has no
/// text yet matches nothing in ECMA-262, and ends the repetition in PCRE2.
struct ReferenceCheck {
  /// Where a group or a reference stands.
  private struct Place {
    /// The repetitions around it, each with whether every round of it comes by here.
    var repetitions: [(number: Int, isReadEachTime: Bool)] = []
    /// What looks back around it.
    var lookbehinds: Set<Int> = []

    /// What may be passed over around it: alternatives, repetitions of none or more, negated looks.
    var branches: Set<Int> = []

    /// The same within something that may be passed over.
    func optional(_ branch: Int) -> Place {
      var place = self
      place.branches.insert(branch)
      for index in place.repetitions.indices { place.repetitions[index].isReadEachTime = false }
      return place
    }
  }

  private var groups: [(place: Place, end: Int)] = []
  private var references: [(group: Int, place: Place, order: Int)] = []
  private var order = 0
  private var numbers = 0

  /// Whether an expression has such a reference.
  static func isReadOtherwise(_ syntax: PatternSyntax) -> Bool {
    var check = ReferenceCheck()
    check.walk(syntax, Place())
    return check.references.contains { check.isReadOtherwise($0) }
  }

  private func isReadOtherwise(_ reference: (group: Int, place: Place, order: Int)) -> Bool {
    let group = groups[reference.group - 1]
    if !group.place.lookbehinds.isDisjoint(with: reference.place.lookbehinds) { return true }
    let hasText = group.end <= reference.order && group.place.branches.isSubset(of: reference.place.branches)
    if !hasText, !reference.place.repetitions.isEmpty { return true }
    return group.place.repetitions.contains { number, isReadEachTime in
      !isReadEachTime
        || reference.order < group.end && reference.place.repetitions.contains { $0.number == number }
    }
  }

  private mutating func walk(_ syntax: PatternSyntax, _ place: Place) {
    order += 1
    switch syntax {
    case .character, .characters, .start, .end, .boundary: break
    case .sequence(let parts): for part in parts { walk(part, place) }
    case .choice(let alternatives):
      for alternative in alternatives {
        numbers += 1
        walk(alternative, place.optional(numbers))
      }
    case .repetition(let inner, let least, let most, _):
      numbers += 1
      var inside = least == 0 ? place.optional(numbers) : place
      if most.map({ $0 > 1 }) ?? true { inside.repetitions.append((numbers, true)) }
      walk(inner, inside)
    case .look(let isAhead, let isNegated, let inner):
      numbers += 1
      var inside = isNegated ? place.optional(numbers) : place
      if !isAhead { inside.lookbehinds.insert(numbers) }
      walk(inner, inside)
    case .capture(let inner):
      let index = groups.count
      groups.append((place, .max))
      walk(inner, place)
      order += 1
      groups[index].end = order
    case .reference(let group): references.append((group, place, order))
    }
  }
}
