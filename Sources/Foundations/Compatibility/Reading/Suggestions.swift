internal import Documents
internal import JSONSchema

/// Values that people would write, for documents that prove something.
extension Prover {
  /// A document with the examples, defaults and formats of its schemas in it, as far as it goes on proving the same.
  mutating func realistic(
    _ document: Node, by places: [SchemaPlace], proves: (Node) -> Bool
  ) -> Node {
    guard document.tape.entries.count <= 200 else { return document }
    restart()
    steps = Self.stepsOfSuggestions
    var trials = 60
    do throws(GivenUp) {
      return try realistic(document, places, [], DocumentHole(), &trials, proves)
    } catch {
      return document
    }
  }

  private static let stepsOfSuggestions = 20_000

  private mutating func realistic(
    _ value: Node, _ places: [SchemaPlace], _ examples: [Node], _ hole: DocumentHole, _ trials: inout Int,
    _ proves: (Node) -> Bool
  ) throws(GivenUp) -> Node {
    var schemas: [ReadSchema] = []
    var seen: Set<SchemaPlace> = []
    for place in places { try collect(place, &schemas, &seen) }
    var suggested = examples
    for schema in schemas { suggested += schema.suggestions }
    switch value.kind {
    case .object:
      var members = value.object.map { $0.map { ($0.key, $0.value) } } ?? []
      for place in members.indices where trials > 0 {
        let (name, member) = members[place]
        members[place].1 = try realistic(
          member, memberPlaces(name, schemas), suggested.compactMap { $0[name] }, hole.inside(.member(members, place)),
          &trials, proves)
      }
      return .object(members)
    case .array:
      var items = value.array.map { Array($0) } ?? []
      for place in items.indices where trials > 0 {
        let given = suggested.compactMap { $0.array?[place] ?? $0.array?.first }
        items[place] = try realistic(
          items[place], itemPlaces(place, schemas), given, hole.inside(.item(items, place)), &trials, proves)
      }
      return .array(items)
    default:
      for other in suggested where other.kind == value.kind && trials > 0 {
        if other == value { return value }
        trials -= 1
        if proves(hole.filled(with: other)) { return other }
      }
      return value
    }
  }

  /// The schemas of a member.
  private mutating func memberPlaces(_ name: String, _ schemas: [ReadSchema]) -> [SchemaPlace] {
    var places: [SchemaPlace] = []
    for schema in schemas {
      var isNamed = false
      if let inner = schema[.properties]?.object?[name] {
        places.append(schema.inner(inner))
        isNamed = true
      }
      if let members = schema[.patternProperties]?.object {
        for member in members where patterns.matches(Text(member.key), Text(name)) == true {
          places.append(schema.inner(member.value))
          isNamed = true
        }
      }
      if !isNamed, let inner = schema[.additionalProperties] { places.append(schema.inner(inner)) }
    }
    return places
  }

  /// The schemas of an item.
  private func itemPlaces(_ place: Int, _ schemas: [ReadSchema]) -> [SchemaPlace] {
    var places: [SchemaPlace] = []
    for schema in schemas {
      let (prefix, rest) = itemSchemas(of: schema)
      if place < prefix.count {
        places.append(schema.inner(prefix[place]))
      } else if let rest {
        places.append(schema.inner(rest))
      }
      if let contained = schema[.contains] { places.append(schema.inner(contained)) }
    }
    return places
  }
}

extension ReadSchema {
  /// What a schema itself gives as values: examples, the default, and a text of its format.
  fileprivate var suggestions: [Node] {
    var values = self[.examples]?.array.map { Array($0) } ?? []
    if let value = self[.default] { values.append(value) }
    if let text = self[.format]?.string.flatMap({ FormatExamples.text(of: $0) }) { values.append(.string(text)) }
    return values
  }
}
