internal import Compatibility
internal import Documents
internal import JSONSchema

/// Proves each of several breaks of one schema by itself: by a document that is refused for this change alone.
///
/// Of the schema that refuses, all other changes are taken back, and what is left is compared with the schema that accepts.
/// The document that comes of it is refused by the whole schema, too, and at the keyword of the change.
struct SeparateBreaks {
  let proof: BreakReader.Proof
  /// The roots of the documents of the schema that accepts, and of the one that refuses.
  let accepting: Node
  let refusing: Node
  /// Compiles a document in place of the one that refuses.
  let compile: (Node) throws(SchemaError) -> ComparedSchema

  /// Beyond so many the proofs would take longer than anyone reads.
  private static let limit = 12

  /// A document and why it is refused, for each of some changes; `nil` for one that is not proved by itself.
  func proofs(of changes: [SchemaChange]) -> [SchemaBreak.Proof?] {
    let parts = changes.map { change in Self.part(of: change, in: [accepting, refusing]) }
    guard changes.count <= Self.limit, refusing.tape.entries.count < 20_000 else { return changes.map { _ in nil } }
    return parts.map { part in
      part.flatMap { part in
        // One keyword with several changes is one condition, which no document can break in part.
        guard parts.count(where: { $0 == part }) == 1 else { return nil }
        return self.proof(of: part, without: parts.compactMap(\.self).filter { $0 != part })
      }
    }
  }

  private func proof(of part: JSONPointer, without others: [JSONPointer]) -> SchemaBreak.Proof? {
    var root = refusing
    for other in others {
      guard let edited = root.setting(accepting[other], at: other.tokens[...]) else { return nil }
      root = edited
    }
    do {
      let schema = try compile(root)
      let isBackward = proof.direction == .backward
      let comparison = Compatibility.Comparison(
        old: isBackward ? proof.old : schema, new: isBackward ? schema : proof.new, mode: proof.direction,
        content: proof.content, listsChanges: false, limits: ProofLimits(steps: 300_000))
      guard case .breaking(let witness) = isBackward ? comparison.backward : comparison.forward else { return nil }
      let reader = isBackward ? proof.new : proof.old
      let failures = try reader.schema.evaluate(witness, room: 1_000).failures
      guard let own = failures.first(where: { $0.schema.pointer.tokens.starts(with: part.tokens) }) ?? failures.first
      else { return nil }
      return SchemaBreak.Proof(witness: witness, refusal: (own.message, own.instanceLocation))
    } catch {
      return nil
    }
  }

  /// The keyword or the member that a change is in, as far as it is one condition; `nil` for one in another document.
  private static func part(of change: SchemaChange, in documents: [Node]) -> JSONPointer? {
    let places = [change.old, change.new].compactMap(\.self)
    // A change of a referred document is in another text, which is shared.
    guard Set(places.map(\.document)).count == 1,
      places.allSatisfy({ place in documents.contains { $0[place.pointer] == place.value } })
    else { return nil }
    var tokens: [String] = []
    var rest = change.pointer.tokens[...]
    while let keyword = rest.popFirst() {
      tokens.append(keyword)
      switch keyword {
      case "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "allOf", "anyOf", "oneOf",
        "prefixItems":
        guard let name = rest.popFirst() else { return JSONPointer(tokens) }
        tokens.append(name)
      case "items", "additionalProperties", "additionalItems", "unevaluatedItems", "unevaluatedProperties", "not", "if",
        "then", "else", "contains", "propertyNames":
        continue
      default: return JSONPointer(tokens)
      }
    }
    return JSONPointer(tokens)
  }
}

extension Node {
  /// The value with another one at some place, or without what is there; `nil` where there is no such place.
  fileprivate func setting(_ value: Node?, at tokens: ArraySlice<String>) -> Node? {
    guard let token = tokens.first else { return value }
    if let members = object {
      var edited = members.map { ($0.key, $0.value) }
      if let index = edited.firstIndex(where: { $0.0 == token }) {
        guard let inner = edited[index].1.setting(value, at: tokens.dropFirst()) else {
          guard tokens.count == 1 else { return nil }
          edited.remove(at: index)
          return .object(edited)
        }
        edited[index].1 = inner
      } else if tokens.count == 1 {
        if let value { edited.append((token, value)) }
      } else {
        return nil
      }
      return .object(edited)
    }
    guard let elements = array, let index = Int(token), elements.count > index, index >= 0 else { return nil }
    var edited = Array(elements)
    guard let inner = edited[index].setting(value, at: tokens.dropFirst()) else { return nil }
    edited[index] = inner
    return .array(edited)
  }
}
