package import JSONSchema

/// Finds schemas that no value fits.
package enum EmptySchemas {
  /// Which of some schemas of one document no value fits, as far as that is proved; nothing is assumed of what their
  /// references to other documents accept.
  package static func among(
    _ locations: [Location], in resources: SchemaResources, options: SchemaOptions,
    limits: ProofLimits = ProofLimits(steps: 500_000)
  ) -> Set<Location> {
    guard let first = locations.first,
      // What a schema means would depend on the way there.
      !resources.resources.contains(where: { $0.isRecursiveAnchor || !$0.dynamicAnchors.isEmpty })
    else { return [] }
    var opaque: [Int: String] = [:]
    for number in resources.documents.indices where number != Int(first.document) {
      opaque[number] = resources.documents[number].uri
    }
    var prover = Prover(
      [SchemaSite(first, in: resources, options: options, opaque: opaque)], steps: limits.steps)
    var found: Set<Location> = []
    var hard = 0
    for location in locations where prover.steps > 0 && hard < hardLimit {
      do throws(GivenUp) {
        let term = try prover.read(Prover.SchemaPlace(side: 0, location: location))
        if case .empty = try prover.inhabitant(of: term) { found.insert(location) }
      } catch {
        hard += 1
        prover.restart()
      }
    }
    return found
  }

  /// Those that are too hard cost much and come to nothing.
  private static let hardLimit = 20
}
