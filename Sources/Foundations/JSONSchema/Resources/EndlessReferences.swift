import Documents

/// A reference that leads back to where it is.
package struct EndlessReference: Sendable {
  package let location: Location
  /// The schemas on the circle by document and place, sorted: equal from whichever document the circle is found.
  package let circle: [String]
}

extension SchemaResources {
  /// The references of a document that lead, over schemas that look at the same value, back to where they stand.
  ///
  /// Whoever follows one never gets further (2020-12, core, §9.4.1). References that lead nowhere are left out.
  package mutating func endlessReferences(of document: Int) -> [EndlessReference] {
    var finished: Set<Location> = []
    var endless: [EndlessReference] = []
    for start in subschemas where Int(start.document) == document && !finished.contains(start) {
      search(from: start, in: document, &finished, &endless)
    }
    return endless.sorted { $0.location.index < $1.location.index }
  }

  private struct Frame {
    let schema: Location
    let outgoing: [(target: Location, reference: Location?)]
    var next = 0
  }

  /// Walks depth first, with a stack of its own; an edge to a schema that is still open closes a circle.
  private mutating func search(
    from start: Location, in document: Int, _ finished: inout Set<Location>,
    _ endless: inout [EndlessReference]
  ) {
    var open = [Frame(schema: start, outgoing: sameValueSchemas(of: start))]
    var isOpen: Set<Location> = [start]
    var arrivals: [Location?] = [nil]
    while let frame = open.last {
      guard frame.next < frame.outgoing.count else {
        finished.insert(frame.schema)
        isOpen.remove(frame.schema)
        open.removeLast()
        arrivals.removeLast()
        continue
      }
      open[open.count - 1].next += 1
      let edge = frame.outgoing[frame.next]
      if isOpen.contains(edge.target) {
        // The last reference on the circle is the one to tell of; other documents tell of theirs.
        let first = open.firstIndex { $0.schema == edge.target } ?? 0
        let circle = arrivals[(first + 1)...] + [edge.reference]
        if let reference = circle.last(where: { $0.map { Int($0.document) == document } ?? false }) ?? nil,
          !endless.contains(where: { $0.location == reference })
        {
          let names = open[first...].map { "\(documents[Int($0.schema.document)].uri) \($0.schema.index)" }
          endless.append(EndlessReference(location: reference, circle: names.sorted()))
        }
      } else if !finished.contains(edge.target) {
        open.append(Frame(schema: edge.target, outgoing: sameValueSchemas(of: edge.target)))
        isOpen.insert(edge.target)
        arrivals.append(edge.reference)
      }
    }
  }

  /// The schemas that are asked about the same value as one.
  private mutating func sameValueSchemas(of location: Location) -> [(target: Location, reference: Location?)] {
    let schema = Subschema(
      location: location, node: node(at: location), dialect: resources[resource(at: location)].dialect, isRoot: false)
    var found: [(target: Location, reference: Location?)] = []
    for keyword in [Keyword.allOf, .anyOf, .oneOf, .not, .if, .then, .else, .dependentSchemas] {
      for node in schema.subschemas(of: keyword) {
        found.append((Location(Int(location.document), node.index), nil))
      }
    }
    for keyword in [Keyword.ref, .dynamicRef, .recursiveRef] {
      guard let value = schema[keyword], let text = value.string else { continue }
      let place = Location(Int(location.document), value.index)
      do throws(SchemaError) {
        found.append((try resolve(text, at: place), place))
      } catch {
        // It is told of where references are resolved.
        continue
      }
    }
    return found
  }
}
