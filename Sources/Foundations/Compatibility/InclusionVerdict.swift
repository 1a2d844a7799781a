package import Documents
package import JSONSchema

/// Where a schema stands among the documents that it leads to, and how it is read.
package struct SchemaSite {
  package let resources: SchemaResources
  package let location: Location
  let options: SchemaOptions
  /// The names of documents that are not looked into, by their numbers: nothing is known of a schema in one of them but
  /// that it is the same as that of the other site in the document of this name.
  let opaque: [Int: String]

  package init(
    _ location: Location, in resources: SchemaResources, options: SchemaOptions, opaque: [Int: String] = [:]
  ) {
    self.resources = resources
    self.location = location
    self.options = options
    self.opaque = opaque
  }

  /// Whether another schema is this one over again: the same texts by the same names, read by the same dialects.
  func isSame(as other: SchemaSite) -> Bool {
    guard location == other.location, options == other.options,
      resources.documents.count == other.resources.documents.count,
      resources.resources.count == other.resources.resources.count
    else { return false }
    for (one, other) in zip(resources.documents, other.resources.documents) {
      guard one.uri == other.uri, one.root.index == other.root.index, !one.tape.source.isEmpty,
        one.tape.source == other.tape.source
      else { return false }
    }
    for (one, other) in zip(resources.resources, other.resources.resources) {
      guard one.root == other.root, one.uri == other.uri, one.dialect == other.dialect else { return false }
    }
    return true
  }
}

extension SchemaSite {
  /// Whether another schema is this one over again, but for the order in which keys are written.
  func isSameInOtherOrder(as other: SchemaSite) -> Bool {
    let (one, two) = (resources, other.resources)
    guard options == other.options, one.documents.count == two.documents.count,
      one.resources.count == two.resources.count, opaque.isEmpty, other.opaque.isEmpty
    else { return false }
    let named = Dictionary(two.documents.map { ($0.uri, $0) }) { first, _ in first }
    for document in one.documents {
      guard let same = named[document.uri], document.root == same.root else { return false }
    }
    let dialects = Dictionary(two.resources.map { ($0.uri, $0.dialect) }) { first, _ in first }
    for resource in one.resources where dialects[resource.uri] != resource.dialect { return false }
    let (here, there) = (one.documents[Int(location.document)], two.documents[Int(other.location.document)])
    return here.uri == there.uri
      && here.pointer(to: Int(location.index)) == there.pointer(to: Int(other.location.index))
  }
}

/// A schema that is compared with another: where it stands, and compiled.
package struct ComparedSchema {
  package let site: SchemaSite
  package let schema: Schema

  /// Compiles a schema and whatever it leads to.
  ///
  /// - Throws: a `SchemaError` at the first thing that is wrong with it.
  package init(
    at location: Location, in resources: SchemaResources, options: SchemaOptions = SchemaOptions()
  ) throws(SchemaError) {
    var resources = resources
    schema = try Schema(at: location, in: &resources, options: options)
    // Of two schemas of one name the one that is written first would be taken.
    if let problem = resources.problems.first { throw problem }
    site = SchemaSite(location, in: resources, options: options)
  }

  /// Takes one of several schemas that were compiled together, by these options.
  package init(
    at location: Location, in resources: SchemaResources, compiledWith schema: Schema, options: SchemaOptions
  ) {
    self.schema = schema.entered(at: location)
    site = SchemaSite(location, in: resources, options: options)
  }

  package var resources: SchemaResources { site.resources }
  package var location: Location { site.location }
}

/// Whether a reader's schema accepts every document that a writer's schema accepts.
package enum InclusionVerdict: Sendable {
  /// It is proved that it does.
  case compatible
  /// It does not: this document is valid by the writer's schema and not by the reader's, as the validator says.
  case breaking(Node)
  /// Neither was found out, for this reason.
  case undecided(String)
}
