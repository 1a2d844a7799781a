internal import Documents
internal import JSONSchema

/// A property that messages of an artifact can have, and all schemas that say something of its value.
struct SchemaField {
  /// The names on the way from the message to it; elements of arrays are left out, `*` stands for any name.
  let names: [String]
  /// The schemas that stand where the property is declared.
  let declared: [Location]
  /// Those and what they consist of, through references and composition.
  let schemas: [Location]
  /// Where the artifact says so: the name of the property, or the reference that leads to it in another file.
  let place: Entry

  /// A place in the artifact's own document.
  enum Entry: Hashable {
    case key(of: Location, String)
    case reference(Location)
  }

  /// Whether it has properties of its own, by which it is judged.
  var isInner = false
}

/// Walks over all properties of a schema: through `$ref`, composition, arrays and the files that it leads to.
struct SchemaFields {
  private(set) var resources: SchemaResources
  /// The document of the artifact.
  private let own: Int32
  private(set) var fields: [SchemaField] = []
  /// Whether there were more than can be looked at.
  private(set) var isIncomplete = false
  /// The schemas that were met.
  private var met: Set<Location> = []

  /// How many more schemas are looked at: a composition of thousands is met again for each field.
  private var room = 500_000
  private static let fieldLimit = 20_000
  private static let depthLimit = 64

  /// - Parameters:
  ///   - root: the root of the artifact's document.
  ///   - resources: the documents, the artifact among them.
  ///   - isWhole: whether the document is one schema, with definitions for other files.
  init(of root: Location, in resources: SchemaResources, isWhole: Bool = true) {
    self.resources = resources
    own = root.document
    var path: Set<Location> = []
    walk([root], names: [], entry: nil, &path)
    guard isWhole else { return }
    // Definitions that the root does not lead to are there for other files.
    for subschema in resources.subschemas(of: Int(root.document))
    where !met.contains(subschema.location) && subschema[.properties] != nil {
      let names = resources.documents[Int(own)].pointer(to: Int(subschema.location.index)).tokens.suffix(1)
      walk([subschema.location], names: Array(names), entry: nil, &path)
    }
  }

  private mutating func walk(
    _ schemas: [Location], names: [String], entry: SchemaField.Entry?, _ path: inout Set<Location>
  ) {
    guard names.count <= Self.depthLimit, fields.count < Self.fieldLimit, room > 0 else {
      isIncomplete = true
      return
    }
    // A schema within itself has the same fields once more.
    let applied = parts(of: schemas, entry).filter { !path.contains($0.0) }
    path.formUnion(applied.map(\.0))
    defer { path.subtract(applied.map(\.0)) }
    var members: [String: [(schema: Location, place: SchemaField.Entry)]] = [:]
    var order: [String] = []
    var elements: [Location] = []
    var elementEntry = entry
    for (location, entry) in applied {
      met.insert(location)
      for (name, schema) in properties(at: location) {
        if members[name] == nil { order.append(name) }
        members[name, default: []].append((schema, entry ?? .key(of: location, name)))
      }
      let inside = items(at: location)
      elements += inside
      if !inside.isEmpty, elementEntry == nil { elementEntry = entry }
    }
    for name in order {
      let found = members[name] ?? []
      let declared = found.map(\.schema)
      let names = names + [name]
      let all = parts(of: declared, found[0].place)
      let own = fields.count
      fields.append(
        SchemaField(names: names, declared: declared, schemas: all.map(\.0), place: found[0].place))
      // What stands in another file is told at the reference that leads there.
      walk(declared, names: names, entry: isForeign(declared) ? found[0].place : nil, &path)
      fields[own].isInner = fields.count > own + 1
    }
    if !elements.isEmpty { walk(elements, names: names, entry: elementEntry, &path) }
  }

  private func isForeign(_ schemas: [Location]) -> Bool { schemas.contains { $0.document != own } }

  /// The schemas that all or some of a value has to fit, each with the place in the artifact that led out of it.
  private mutating func parts(
    of schemas: [Location], _ entry: SchemaField.Entry?
  ) -> [(Location, SchemaField.Entry?)] {
    var found: [(Location, SchemaField.Entry?)] = []
    var seen: Set<Location> = []
    var open = schemas.reversed().map { ($0, $0.document == own ? nil : entry) }
    while let (location, entry) = open.popLast() {
      guard seen.insert(location).inserted else { continue }
      found.append((location, entry))
      room -= 1
      let schema = subschema(at: location)
      for keyword in Self.composition {
        for node in schema.subschemas(of: keyword).reversed() {
          open.append((Location(Int(location.document), node.index), entry))
        }
      }
      for keyword in [Keyword.ref, .dynamicRef, .recursiveRef] {
        guard let reference = schema[keyword], let text = reference.string else { continue }
        let place = Location(Int(location.document), reference.index)
        do throws(SchemaError) {
          let target = try resources.resolve(text, at: place)
          open.append((target, target.document == own ? nil : entry ?? .reference(place)))
        } catch {
          // Another rule tells of a reference that leads nowhere.
          continue
        }
      }
    }
    return found
  }

  func subschema(at location: Location) -> Subschema { resources.subschema(at: location) }

  private func properties(at location: Location) -> [(name: String, schema: Location)] {
    let schema = subschema(at: location)
    let number = Int(location.document)
    var found = schema[.properties]?.object?.map { ($0.key, Location(number, $0.value.index)) } ?? []
    for member in schema[.patternProperties]?.object.map(Array.init) ?? [] {
      found.append((member.key.first == "^" ? member.key : "*", Location(number, member.value.index)))
    }
    if let others = schema[.additionalProperties], others.object?.isEmpty == false {
      found.append(("*", Location(number, others.index)))
    }
    return found
  }

  private func items(at location: Location) -> [Location] {
    let schema = subschema(at: location)
    return [Keyword.items, .prefixItems, .additionalItems, .contains].flatMap { schema.subschemas(of: $0) }
      .filter { $0.object != nil }.map { Location(Int(location.document), $0.index) }
  }

  private static let composition: [Keyword] = [
    .allOf, .anyOf, .oneOf, .if, .then, .else, .dependentSchemas, .dependencies,
  ]
}
