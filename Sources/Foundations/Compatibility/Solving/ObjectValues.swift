internal import Documents

/// Objects: names by the sets they are in, required members, counts.
extension Prover {
  mutating func objectValue(for assertions: [TermID]) throws(GivenUp) -> Outcome {
    var demand = ObjectDemand()
    for term in assertions { if case .object(let assertion) = table[term] { demand.add(assertion) } }
    if demand.least > demand.most { return .empty }
    guard demand.least <= 2_000 else { return .unknown("an object of over 2000 members is needed") }
    var alternatives = Alternatives()
    var cells = try singleCells(demand, &alternatives)
    var cellOfName: [Text: Int] = [:]
    for (place, cell) in cells.enumerated() { if let name = cell.single { cellOfName[name] = place } }
    var planned: [PlannedMember] = []
    var open: [(name: Int, value: TermID)] = []
    // Members whose names are given come first: they leave no choice.
    var required: [Int: [TermID]] = [:]
    var order: [Int] = []
    for some in demand.some {
      if let name = onlyName(of: demand.names[some.name]), let cell = cellOfName[name] {
        if required[cell] == nil { order.append(cell) }
        required[cell, default: []].append(some.value)
      } else {
        open.append(some)
      }
    }
    for cell in order {
      let value = table.all((required[cell] ?? []) + [cells[cell].value])
      guard let example = alternatives.add(try inhabitant(of: value)) else { return alternatives.outcome }
      planned.append(PlannedMember(cell: cell, value: value, example: example))
    }
    if planned.count > demand.most { return .empty }
    if open.isEmpty, planned.count >= demand.least {
      return .inhabited(.object(planned.map { (cells[$0.cell].single ?? Text(""), $0.example) }))
    }
    cells += try otherCells(demand, beside: cells, &alternatives)
    var search = MemberSearch(demand: demand, cells: cells, open: open, alternatives: alternatives)
    if let found = try place(0, &planned, &search) { return .inhabited(found) }
    return search.alternatives.outcome
  }

  // MARK: Names

  /// The one name of a term that gives one.
  private func onlyName(of term: TermID) -> Text? {
    guard case .string(.among(let names)) = table[term], names.count == 1 else { return nil }
    return names[0]
  }

  /// The names that the conditions give singly.
  private func singleNames(of term: TermID, into names: inout Set<Text>) {
    switch table[term] {
    case .string(.among(let some)), .string(.notAmong(let some)): names.formUnion(some)
    case .all(let parts), .any(let parts): for part in parts { singleNames(of: part, into: &names) }
    default: return
    }
  }

  private mutating func singleCells(
    _ demand: ObjectDemand, _ alternatives: inout Alternatives
  ) throws(GivenUp) -> [NameCell] {
    var names: Set<Text> = []
    // Most sets of names are one name: it is in no other such set.
    var single: [Text: [Int]] = [:]
    var others: [Int] = []
    for (place, name) in demand.names.enumerated() {
      // The term may be new, and a copy of this prover from before would not know it.
      let special = try specialised(name, .string)
      singleNames(of: special, into: &names)
      if let only = onlyName(of: special) { single[only, default: []].append(place) } else { others.append(place) }
    }
    var cells: [NameCell] = []
    for name in names.sorted() {
      try spend()
      var cell = NameCell(
        single: name, names: .never, isIn: Array(repeating: .outside, count: demand.names.count), value: .always)
      for place in single[name] ?? [] { cell.isIn[place] = .inside }
      for place in others {
        switch try holds(demand.names[place], name) {
        case true?: cell.isIn[place] = .inside
        case false?: continue
        case nil:
          alternatives.miss("it is not known whether a pattern matches \(Node.string(name.string).json())")
          cell.isIn[place] = .perhaps
        }
      }
      cells.append(cell)
    }
    for place in cells.indices { cells[place].value = value(in: cells[place], demand) }
    return cells
  }

  /// What the values of a cell have to be; a name that may be in a set counts as one that is.
  private mutating func value(in cell: NameCell, _ demand: ObjectDemand) -> TermID {
    var values: [TermID] = []
    for (name, value) in demand.every where cell.isIn[name] != .outside { values.append(value) }
    return table.all(values)
  }

  /// Splits all names that are not given singly by the sets they are in.
  private mutating func otherCells(
    _ demand: ObjectDemand, beside singles: [NameCell], _ alternatives: inout Alternatives
  ) throws(GivenUp) -> [NameCell] {
    let excluded = table.string(.notAmong(singles.compactMap(\.single).sorted()))
    let outside = Array(repeating: Membership.outside, count: demand.names.count)
    var cells = [NameCell(single: nil, names: excluded, isIn: outside, value: .always)]
    for (place, name) in demand.names.enumerated() {
      let inside = residue(of: try specialised(name, .string))
      if inside == .never { continue }
      let outside = try specialised(table.negation(of: inside), .string)
      var next: [NameCell] = []
      for cell in cells {
        for (names, isIn) in [(inside, Membership.inside), (outside, .outside)] {
          let narrowed = table.all([cell.names, names])
          if narrowed == .never { continue }
          if narrowed != cell.names, alternatives.add(try nameOutcome(narrowed)) == nil { continue }
          var part = cell
          part.names = narrowed
          part.isIn[place] = isIn
          next.append(part)
        }
      }
      cells = next
      guard cells.count <= 256 else { throw GivenUp(reason: "too many patterns of names overlap") }
    }
    for place in cells.indices { cells[place].value = value(in: cells[place], demand) }
    return cells
  }

  /// What a set of names comes to for names that are not given singly.
  private mutating func residue(of term: TermID) -> TermID {
    switch table[term] {
    case .string(.among): return .never
    case .string(.notAmong): return .always
    case .all(let parts):
      var rest: [TermID] = []
      for part in parts { rest.append(residue(of: part)) }
      return table.all(rest)
    case .any(let parts):
      var rest: [TermID] = []
      for part in parts { rest.append(residue(of: part)) }
      return table.any(rest)
    default: return term
    }
  }

  /// A string in a set.
  private mutating func nameOutcome(_ names: TermID) throws(GivenUp) -> Outcome {
    try inhabitant(of: table.all([names, table.kinds(.string)]))
  }

  // MARK: Members

  private struct MemberSearch {
    let demand: ObjectDemand
    let cells: [NameCell]
    let open: [(name: Int, value: TermID)]
    var alternatives: Alternatives
  }

  /// Finds a member for each condition that asks for some member, from one on.
  private mutating func place(
    _ next: Int, _ planned: inout [PlannedMember], _ search: inout MemberSearch
  ) throws(GivenUp) -> Example? {
    try spend()
    try descend()
    defer { depth += 1 }
    guard next < search.open.count else { return try filled(planned, &search) }
    let some = search.open[next]
    for place in planned.indices where search.cells[planned[place].cell].isIn[some.name] != .outside {
      let value = table.all([planned[place].value, some.value])
      guard let example = search.alternatives.add(try inhabitant(of: value)) else { continue }
      let before = planned[place]
      planned[place].value = value
      planned[place].example = example
      if let found = try self.place(next + 1, &planned, &search) { return found }
      planned[place] = before
    }
    guard planned.count < search.demand.most else { return nil }
    for (number, cell) in search.cells.enumerated() where cell.isIn[some.name] != .outside {
      if cell.single != nil, planned.contains(where: { $0.cell == number }) { continue }
      let value = table.all([cell.value, some.value])
      guard let example = search.alternatives.add(try inhabitant(of: value)) else { continue }
      planned.append(PlannedMember(cell: number, value: value, example: example))
      if let found = try self.place(next + 1, &planned, &search) { return found }
      planned.removeLast()
    }
    return nil
  }

  /// The object with the planned members, and as many more as it has to have.
  private mutating func filled(
    _ planned: [PlannedMember], _ search: inout MemberSearch
  ) throws(GivenUp) -> Example? {
    var members: [(name: Text, value: Example)] = []
    var taken: [Int: [Text]] = [:]
    for member in planned {
      guard let name = try freshName(in: member.cell, &taken, &search) else { return nil }
      members.append((name, member.example))
    }
    for number in search.cells.indices where members.count < search.demand.least {
      guard taken[number] == nil || search.cells[number].single == nil else { continue }
      guard let example = search.alternatives.add(try inhabitant(of: search.cells[number].value)) else { continue }
      while members.count < search.demand.least, let name = try freshName(in: number, &taken, &search) {
        try spend(members.count)
        members.append((name, example))
        if search.cells[number].single != nil { break }
      }
    }
    return members.count >= search.demand.least ? .object(members) : nil
  }

  /// A name of a cell that is not taken yet.
  private mutating func freshName(
    in number: Int, _ taken: inout [Int: [Text]], _ search: inout MemberSearch
  ) throws(GivenUp) -> Text? {
    let cell = search.cells[number]
    if let name = cell.single {
      taken[number] = [name]
      return name
    }
    let names = table.all([cell.names, table.string(.notAmong((taken[number] ?? []).sorted()))])
    guard case .scalar(let node)? = search.alternatives.add(try nameOutcome(names)), let name = node.string
    else { return nil }
    taken[number, default: []].append(Text(name))
    return Text(name)
  }
}
