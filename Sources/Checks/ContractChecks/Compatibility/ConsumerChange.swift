internal import Compatibility
package import Documents
package import Findings
internal import JSONSchema

/// A change of a schema that consumers by the version before notice.
package struct ConsumerChange: Sendable {
  /// The schema, as it is shown.
  package let schema: String
  package let kind: Kind
  package let place: Place
  /// Where it was in the version before: the URI of the document, and the way in it.
  let origin: ChangedPart?

  /// A part of a document.
  struct ChangedPart: Sendable, Hashable {
    let document: String
    let pointer: JSONPointer

    init?(_ place: ChangedPlace?) {
      guard let place else { return nil }
      document = place.document
      pointer = place.pointer
    }
  }

  package enum Kind: Sendable, Hashable {
    /// A property is no longer declared, or has another name.
    case removed(String, newName: String?)
    /// A value is allowed that was not.
    case valueAdded(Node)
    /// What stands for an absent value is another one; nil where there was or is none.
    case defaultChanged(from: Node?, to: Node?)
  }

  /// The changes of a schema that consumers notice, each at its place.
  ///
  /// A property that the new schema still declares anywhere has moved, and is not gone.
  static func among(
    _ changes: [SchemaChange], of schema: String, declaring resources: SchemaResources,
    place: (SchemaChange) -> Place
  ) -> [ConsumerChange] {
    let isRemoval = changes.contains { $0.code.hasPrefix("property-removed") }
    let declared = isRemoval ? Self.propertyNames(in: resources) : []
    let added = changes.filter { $0.code.hasPrefix("property-added") }
    return changes.compactMap { change in
      guard let kind = kind(of: change, added: added) else { return nil }
      if case .removed(let name, nil) = kind, declared.contains(name) { return nil }
      return ConsumerChange(schema: schema, kind: kind, place: place(change), origin: ChangedPart(change.old))
    }
  }

  private static func propertyNames(in resources: SchemaResources) -> Set<String> {
    var names: Set<String> = []
    for location in resources.subschemas {
      names.formUnion(resources.node(at: location)["properties"]?.object?.keys.map { String($0) } ?? [])
    }
    return names
  }

  /// Whether two schemas are the same but for what they say to people: the old name is often deprecated already.
  private static func asksTheSame(_ one: Node, as other: Node) -> Bool {
    guard let these = one.object, let those = other.object else { return one == other }
    func asked(_ members: Object) -> [Object.Member] {
      let words = ["deprecated", "title", "description", "examples", "$comment"]
      return members.inKeyOrder.filter { !words.contains($0.key) }
    }
    let (left, right) = (asked(these), asked(those))
    return left.count == right.count && zip(left, right).allSatisfy { $0.key == $1.key && $0.value == $1.value }
  }

  private static func kind(of change: SchemaChange, added: [SchemaChange]) -> Kind? {
    if change.code.hasPrefix("property-removed"), let old = change.old, let name = old.pointer.tokens.last {
      let renamed = added.first { other in
        guard let new = other.new, asksTheSame(new.value, as: old.value) else { return false }
        return other.pointer.tokens.dropLast() == change.pointer.tokens.dropLast()
      }
      return .removed(name, newName: renamed?.pointer.tokens.last)
    }
    if change.code.hasPrefix("enum-value-added"), let value = change.new?.value { return .valueAdded(value) }
    if change.code == "default-changed" {
      return .defaultChanged(from: change.old?.value, to: change.new?.value)
    }
    return nil
  }
}
