internal import Documents
internal import JSONSchema

/// Finds the differences between two schemas, keyword by keyword, and who is broken by each.
///
/// A keyword breaks the old writers when it refuses something that the whole old schema accepts, and the old readers
/// the other way round. So what only says the same in other words breaks nobody.
struct SchemaChanges {
  private var prover: Prover
  private let documents: [SchemaResources]
  private let content: ContentModel
  private let limits: ProofLimits
  private var found: [SchemaChange] = []
  private var seen: Set<[Prover.SchemaPlace]> = []
  /// What the senders send, by their places.
  private var sent: [Prover.SchemaPlace: TermID] = [:]
  /// What they send under each name; nil where that is not told name by name.
  private var members: [TermID: SentMembers?] = [:]

  /// The differences in the order of the keywords; none of the places below is compared twice.
  static func between(
    _ old: ComparedSchema, _ new: ComparedSchema, content: ContentModel = .open, limits: ProofLimits
  ) -> [SchemaChange] {
    if old.site.isSame(as: new.site) { return [] }
    var changes = SchemaChanges(
      prover: Prover([old.site, new.site], steps: limits.steps), documents: [old.resources, new.resources],
      content: content, limits: limits)
    changes.compare(
      Prover.SchemaPlace(side: 0, location: old.location), Prover.SchemaPlace(side: 1, location: new.location),
      within: (writers: true, readers: true))
    return changes.found
  }

  private init(prover: Prover, documents: [SchemaResources], content: ContentModel, limits: ProofLimits) {
    self.prover = prover
    self.documents = documents
    self.content = content
    self.limits = limits
  }

  /// Which sides something around the place breaks; nil where that is not known.
  private typealias Sides = (writers: Bool?, readers: Bool?)

  /// How many changes are listed.
  private static let most = 1_000

  // MARK: Schemas

  private mutating func compare(_ old: Prover.SchemaPlace, _ new: Prover.SchemaPlace, within: Sides) {
    guard seen.insert([old, new]).inserted, found.count < Self.most, seen.count < 20_000 else { return }
    let (old, new) = (target(of: old), target(of: new))
    let values = (node(old), node(new))
    if values.0 == values.1, !refers(values.0) { return }
    guard let one = prover.schema(at: old), let other = prover.schema(at: new) else {
      guard values.0 != values.1 else { return }
      return add("schema", nil, old, new, values.0, values.1, breaks: sides(old, new, nil, nil, within))
    }
    for group in KeywordGroup.all { compare(group, one, other, within: within) }
    for keyword in KeywordGroup.annotations {
      let values = (one[keyword], other[keyword])
      if values.0 == values.1 { continue }
      add(Self.kebab(keyword.rawValue), "changed", old, new, values.0, values.1, breaks: (false, false))
    }
  }

  /// Follows references that stand alone, so that a renamed or inlined definition is no change.
  private mutating func target(of place: Prover.SchemaPlace) -> Prover.SchemaPlace {
    var place = place
    for _ in 0..<50 {
      guard let schema = prover.schema(at: place), let value = schema[.ref] else { return place }
      let asks = KeywordGroup.all.dropFirst().contains { group in group.keywords.contains { schema[$0] != nil } }
      if asks { return place }
      do throws(GivenUp) {
        place = try prover.target(of: .ref, value, in: schema)
      } catch {
        return place
      }
    }
    return place
  }

  private func node(_ place: Prover.SchemaPlace) -> Node { prover.sides[place.side].node(at: place.location) }

  /// Whether a reference stands anywhere inside, whose target may have changed.
  private func refers(_ node: Node) -> Bool {
    switch node.content {
    case .object(let members): members.contains { $0.key.hasSuffix("ef") && $0.key.hasPrefix("$") || refers($0.value) }
    case .array(let items): items.contains { refers($0) }
    default: false
    }
  }

  // MARK: Keywords

  private mutating func compare(
    _ group: KeywordGroup, _ old: ReadSchema, _ new: ReadSchema, within: Sides
  ) {
    let values = group.keywords.map { (old[$0], new[$0]) }
    let isSame = values.allSatisfy { $0.0 == $0.1 && !($0.0.map(refers) ?? false) }
    if isSame, group.name != KeywordGroup.unevaluated.name || old[.unevaluatedProperties] == nil { return }
    if values.allSatisfy({ $0.0 == nil && $0.1 == nil }) { return }
    let sides = sides(old.place, new.place, group, group, within)
    switch group.name {
    case "properties": compareProperties(old, new, within: sides)
    case "required": compareRequired(old, new, within: sides)
    case "enum": compareValues(old, new, within: sides)
    case "items"
    where old[.items]?.kind == .object && new[.items]?.kind == .object && old[.prefixItems] == new[.prefixItems]:
      if let one = old[.items], let other = new[.items] { compare(old.inner(one), new.inner(other), within: sides) }
    case "all-of", "any-of", "one-of": compareList(group.keywords[0], old, new, within: sides)
    default:
      let changed = values.filter { $0.0 != $0.1 }
      guard !isSame, !changed.isEmpty else { return }
      let (one, other) = (changed.lazy.compactMap(\.0).first, changed.lazy.compactMap(\.1).first)
      add(group.name, nil, old.place, new.place, one, other, breaks: sides)
    }
  }

  /// Compares alternatives one by one where there are as many as before, else as a whole.
  private mutating func compareList(_ keyword: Keyword, _ old: ReadSchema, _ new: ReadSchema, within: Sides) {
    let one = old[keyword]?.array.map { Array($0) } ?? []
    let other = new[keyword]?.array.map { Array($0) } ?? []
    guard one.count == other.count else {
      let name = Self.kebab(keyword.rawValue)
      return add(name, nil, old.place, new.place, old[keyword], new[keyword], breaks: within)
    }
    for (left, right) in zip(one, other) { compare(old.inner(left), new.inner(right), within: within) }
  }

  private mutating func compareProperties(_ old: ReadSchema, _ new: ReadSchema, within: Sides) {
    for (keyword, name) in [(Keyword.properties, "property"), (.patternProperties, "pattern-property")] {
      let one = old[keyword]?.object
      let other = new[keyword]?.object
      for member in one.map({ Array($0) }) ?? [] where found.count < Self.most {
        if let value = other?[member.key] {
          compare(old.inner(member.value), new.inner(value), within: within)
        } else {
          let sides = sides(of: member.key, keyword, old, new, within)
          add(name, "removed", old.place, new.place, member.value, nil, breaks: sides)
        }
      }
      for member in other.map({ Array($0) }) ?? [] where found.count < Self.most && one?[member.key] == nil {
        let sides = sides(of: member.key, keyword, old, new, within)
        add(name, "added", old.place, new.place, nil, member.value, breaks: sides)
      }
    }
    let values = (old[.additionalProperties], new[.additionalProperties])
    if let one = values.0, let other = values.1, one.kind == .object, other.kind == .object {
      compare(old.inner(one), new.inner(other), within: within)
    } else if values.0 != values.1 {
      add("additional-properties", nil, old.place, new.place, values.0, values.1, breaks: within)
    }
  }

  private mutating func compareRequired(_ old: ReadSchema, _ new: ReadSchema, within: Sides) {
    let one = old[.required]?.array.map { Array($0) } ?? []
    let other = new[.required]?.array.map { Array($0) } ?? []
    for name in Self.missing(one, in: other) {
      add("required", "removed", old.place, new.place, name, nil, breaks: (false, within.readers))
    }
    for name in Self.missing(other, in: one) {
      add("required", "added", old.place, new.place, nil, name, breaks: (within.writers, false))
    }
  }

  private mutating func compareValues(_ old: ReadSchema, _ new: ReadSchema, within: Sides) {
    guard let one = old[.enum]?.array, let other = new[.enum]?.array else {
      return add("enum", nil, old.place, new.place, old[.enum], new[.enum], breaks: within)
    }
    for value in Self.missing(one, in: other) {
      add("enum-value", "removed", old.place, new.place, value, nil, breaks: (within.writers, false))
    }
    for value in Self.missing(other, in: one) {
      add("enum-value", "added", old.place, new.place, nil, value, breaks: (false, within.readers))
    }
  }

  /// The values of a list that equal none of another.
  private static func missing(_ values: some Sequence<Node>, in others: some Sequence<Node>) -> [Node] {
    let known = Set(others)
    return values.filter { !known.contains($0) }
  }

  // MARK: Sides

  /// Which sides the difference of some keywords breaks, of those that the schemas around break; all without a group.
  private mutating func sides(
    _ old: Prover.SchemaPlace, _ new: Prover.SchemaPlace, _ oldGroup: KeywordGroup?, _ newGroup: KeywordGroup?,
    _ within: Sides
  ) -> Sides {
    (
      within.writers == false ? false : refuses(new, newGroup, from: old),
      within.readers == false ? false : refuses(old, oldGroup, from: new)
    )
  }

  /// Which sides are broken through the members of one name, or of the names that a pattern stands for.
  private mutating func sides(
    of name: String, _ keyword: Keyword, _ old: ReadSchema, _ new: ReadSchema, _ within: Sides
  ) -> Sides {
    // A pattern shares its names with whatever stands beside it.
    guard keyword == .properties else { return within }
    return (
      within.writers == true ? refuses(name, new, from: old.place) : within.writers,
      within.readers == true ? refuses(name, old, from: new.place) : within.readers
    )
  }

  /// Whether a schema refuses a member of this name that another schema accepts; nil when it is not found out.
  private mutating func refuses(_ name: String, _ schema: ReadSchema, from sender: Prover.SchemaPlace) -> Bool? {
    prover.steps = limits.steps / 10
    do throws(GivenUp) {
      let sent = try sent(by: sender)
      let refused = try prover.refused(of: Text(name), by: schema)
      if refused == .never { return false }
      if let given = try members(of: sent)?.values(of: Text(name), &prover) {
        return try isInhabited(prover.table.all(given + [refused]))
      }
      let refusal = prover.table.object(.some(name: prover.named(name), value: refused))
      return try isInhabited(prover.table.all([sent, refusal]))
    } catch {
      prover.restart()
      return nil
    }
  }

  private mutating func members(of sent: TermID) -> SentMembers? {
    if let known = members[sent] { return known }
    let found = SentMembers(of: sent, in: prover.table)
    members[sent] = .some(found)
    return found
  }

  private mutating func isInhabited(_ term: TermID) throws(GivenUp) -> Bool? {
    switch try prover.inhabitant(of: term) {
    case .empty: false
    case .inhabited: true
    case .unknown: nil
    }
  }

  /// What writers are taken to send.
  private mutating func sent(by sender: Prover.SchemaPlace) throws(GivenUp) -> TermID {
    if let known = sent[sender] { return known }
    var term = try prover.read(sender)
    if content == .declared { term = prover.table.all([term, try prover.declared([sender])]) }
    sent[sender] = term
    return term
  }

  /// Whether some keywords of a schema refuse something that another schema accepts; nil when it is not found out.
  private mutating func refuses(
    _ place: Prover.SchemaPlace, _ group: KeywordGroup?, from sender: Prover.SchemaPlace
  ) -> Bool? {
    // Each question has steps of its own, so that a hard one leaves enough for the others.
    prover.steps = limits.steps / 10
    do throws(GivenUp) {
      let sent = try sent(by: sender)
      var accepted = try prover.read(place)
      if let group, var schema = prover.schema(at: place) {
        // What is left over can be told only with the keywords that are not.
        if group.name != KeywordGroup.unevaluated.name { schema.keep(only: group.keywords) }
        accepted = try prover.read(schema)
      }
      return try isInhabited(prover.table.difference(sent, accepted))
    } catch {
      prover.restart()
      return nil
    }
  }

  // MARK: Results

  private mutating func add(
    _ name: String, _ effect: String?, _ old: Prover.SchemaPlace, _ new: Prover.SchemaPlace, _ oldValue: Node?,
    _ newValue: Node?, breaks: Sides
  ) {
    guard found.count < Self.most else { return }
    let places = (place(oldValue, old), place(newValue, new))
    let effect = effect ?? Self.effect(breaks)
    found.append(
      SchemaChange(
        code: "\(name)-\(effect)", pointer: places.1?.pointer ?? places.0?.pointer ?? JSONPointer(),
        breaks: Self.broken(breaks), old: places.0, new: places.1))
  }

  /// Fewer values are accepted, more, or others.
  private static func effect(_ sides: Sides) -> String {
    switch sides {
    case (true, false): "narrowed"
    case (false, true): "widened"
    case (false, false): "rewritten"
    default: "changed"
    }
  }

  private static func broken(_ sides: Sides) -> BrokenSide {
    switch sides {
    case (true, true): .both
    case (true, false): .writers
    case (false, true): .readers
    case (false, false): .neither
    default: .unknown
    }
  }

  private func place(_ value: Node?, _ holder: Prover.SchemaPlace) -> ChangedPlace? {
    guard let value else { return nil }
    let document = documents[holder.side].document(of: holder.location)
    return ChangedPlace(
      document: document.uri, pointer: document.pointer(to: value.index), range: value.range,
      source: document.tape.source, value: value)
  }

  private static func kebab(_ keyword: String) -> String {
    var text = ""
    for character in keyword where character != "$" {
      if character.isUppercase { text += "-" }
      text += character.lowercased()
    }
    return text
  }
}
