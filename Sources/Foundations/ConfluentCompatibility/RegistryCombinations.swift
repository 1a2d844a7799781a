internal import Documents

extension RegistryComparison {
  /// Compares two combinations: each member of the smaller one has to find a partner in the larger.
  mutating func compareCombinations(
    _ original: RegistrySchema, _ update: RegistrySchema
  ) throws(RegistryFailure) -> RegistryFindings {
    var findings = RegistryFindings()
    // A single alternative is the product of one: of an allOf, members went.
    let isProduct = update.criterion == .allOf || original.criterion == .allOf && update.parts.count == 1
    if original.criterion != update.criterion {
      let isSingle = original.parts.count == 1
      let isExtended =
        switch update.criterion {
        case .anyOf: true
        case .oneOf: isSingle || isProduct
        case .allOf: isSingle && update.parts.count == 1
        }
      findings.add(finding(isExtended ? "COMBINED_TYPE_EXTENDED" : "COMBINED_TYPE_CHANGED"))
      guard isExtended else { return findings }
    }
    let (old, new) = (distinct(original.parts), distinct(update.parts))
    if old.count != new.count {
      let name = isProduct ? "PRODUCT" : "SUM"
      findings.add(finding("\(name)_TYPE_\(old.count < new.count ? "EXTENDED" : "NARROWED")"))
    }
    var edges: [[(partner: Int, findings: RegistryFindings)]] = []
    for (place, schema) in old.enumerated() {
      var partners: [(partner: Int, findings: RegistryFindings)] = []
      for (number, other) in new.enumerated() {
        let inner = try compare(schema, other)
        if !inner.breaks { partners.append((number, inner)) }
      }
      // The likeliest partner is one that says the same, at the same place.
      partners.sort {
        ($0.findings.differences.count, abs($0.partner - place)) < (
          $1.findings.differences.count, abs($1.partner - place)
        )
      }
      edges.append(partners)
    }
    let partners = try RegistryMatching.partners(edges.map { $0.map(\.partner) }, count: new.count) {
      (cost) throws(RegistryFailure) in try spend(cost)
    }
    var matched = 0
    for (place, partner) in partners.enumerated() {
      guard let partner, let edge = edges[place].first(where: { $0.partner == partner }) else { continue }
      matched += 1
      findings.add(edge.findings, under: "\(original.criterion.rawValue)/\(place)")
    }
    if matched < min(old.count, new.count) { findings.add(finding("COMBINED_TYPE_SUBSCHEMAS_CHANGED")) }
    return findings
  }

  /// The members without those that say the same as an earlier one, which the reader has made one.
  private func distinct(_ places: [Int]) -> [Int] {
    var seen: Set<Int> = []
    return places.filter { seen.insert($0).inserted }
  }
}

/// Pairs that leave as few as possible without a partner.
enum RegistryMatching {
  /// The partner of each on the left; `spend` is told of the work.
  static func partners(
    _ edges: [[Int]], count: Int, spend: (Int) throws(RegistryFailure) -> Void
  ) throws(RegistryFailure) -> [Int?] {
    var partners = [Int?](repeating: nil, count: edges.count)
    var takers = [Int?](repeating: nil, count: count)
    for (left, rights) in edges.enumerated() {
      guard let right = rights.first(where: { takers[$0] == nil }) else { continue }
      partners[left] = right
      takers[right] = left
    }
    for start in edges.indices where partners[start] == nil {
      // Looks for a way over pairs that can be split to somebody who is free, nearest first.
      var cameFrom = [Int?](repeating: nil, count: count)
      var waiting = [start]
      var position = 0
      var free: Int?
      while position < waiting.count, free == nil {
        let left = waiting[position]
        position += 1
        try spend(edges[left].count)
        for right in edges[left] where cameFrom[right] == nil {
          cameFrom[right] = left
          guard let taker = takers[right] else {
            free = right
            break
          }
          waiting.append(taker)
        }
      }
      while let right = free, let left = cameFrom[right] {
        free = partners[left]
        partners[left] = right
        takers[right] = left
        if left == start { break }
      }
    }
    return partners
  }
}
