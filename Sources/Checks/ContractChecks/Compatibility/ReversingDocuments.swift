internal import Documents
internal import JSONSchema

extension SchemaResources {
  /// The documents by which less may be accepted where what they refer to accepts more: a reference stands below `not`
  /// or a keyword like it.
  func reversingDocuments() -> Set<Int> {
    let references = Dictionary(grouping: references) { Int($0.location.document) }
      .mapValues { $0.map { Int($0.location.index) }.sorted() }
    var found: Set<Int> = []
    for location in subschemas {
      let document = Int(location.document)
      guard let places = references[document], !found.contains(document) else { continue }
      if reversingValues(of: node(at: location)).contains(where: { Self.holds($0, oneOf: places) }) {
        found.insert(document)
      }
    }
    return found
  }

  /// The values in a schema below which a reference may be reversed.
  private func reversingValues(of schema: Node) -> [Node] {
    guard let members = schema.object else { return [] }
    return members.compactMap { member in
      switch Keyword(name: member.key) {
      case .not, .oneOf, .if: member.value
      case .maxContains: members["contains"]
      // What is evaluated depends on all that is said of the same value.
      case .unevaluatedItems, .unevaluatedProperties: schema
      default: nil
      }
    }
  }

  /// Whether one of some places, which are sorted, is in a value.
  private static func holds(_ value: Node, oneOf places: [Int]) -> Bool {
    let end = value.index + value.tape.entries[value.index].stride
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < value.index { low = middle + 1 } else { high = middle }
    }
    return low < places.count && places[low] < end
  }
}
