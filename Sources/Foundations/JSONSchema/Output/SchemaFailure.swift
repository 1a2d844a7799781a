package import Documents

/// One thing that is wrong with a value, for people: what, where, and what asks for it.
package struct SchemaFailure: Sendable {
  /// One sentence in lower case.
  package let message: String
  package let keyword: String
  package let instanceLocation: JSONPointer
  package let instanceRange: SourceRange
  /// The keyword that asks for it.
  package let schema: SchemaPlace
  package let keywordLocation: JSONPointer
}

/// A place in a document of a schema.
package struct SchemaPlace: Sendable {
  /// The URI under which the document was given.
  package let document: String
  package let pointer: JSONPointer
  package let range: SourceRange
  /// The text of the document, where it was read from one.
  package let source: SourceText
}

extension Evaluation {
  /// What is wrong, without what follows from it: of alternatives none of which fits, the one that comes closest.
  package var failures: [SchemaFailure] {
    var failures: [SchemaFailure] = []
    collect(root, into: &failures)
    guard !failures.isEmpty || root.isValid else { return [failure("this does not fit its schema", root)] }
    // On every way that leads to a keyword it says the same.
    var seen: Set<Saying> = []
    return failures.filter { failure in
      seen.insert(
        Saying(
          document: failure.schema.document, keyword: failure.schema.range.start,
          value: failure.instanceRange.start, pointer: failure.instanceLocation, message: failure.message)
      ).inserted
    }
  }

  /// What a keyword says of a value.
  private struct Saying: Hashable {
    let document: String
    let keyword: UInt32
    let value: UInt32
    let pointer: JSONPointer
    let message: String
  }

  private func collect(_ unit: OutputUnit, into failures: inout [SchemaFailure]) {
    guard !unit.isValid else { return }
    guard let error = unit.error else {
      for child in unit.children { collect(child, into: &failures) }
      return
    }
    if let closest = closest(of: unit) { return collect(closest, into: &failures) }
    failures.append(failure(error + alternatives(of: unit), unit))
  }

  private func failure(_ message: String, _ unit: OutputUnit) -> SchemaFailure {
    SchemaFailure(
      message: message, keyword: unit.keywordLocation.tokens.last ?? "", instanceLocation: unit.instanceLocation,
      instanceRange: unit.instanceRange, schema: place(of: unit), keywordLocation: unit.keywordLocation)
  }

  /// Why none of a few alternatives fits, where each fails for one reason.
  private func alternatives(of unit: OutputUnit) -> String {
    let keyword = unit.keywordLocation.tokens.last
    guard keyword == "anyOf" || keyword == "oneOf", (1...3).contains(unit.children.count) else { return "" }
    var reasons: [String] = []
    for child in unit.children {
      var inner: [SchemaFailure] = []
      collect(child, into: &inner)
      guard inner.count == 1, let only = inner.first, only.message.utf8.count < 160 else { return "" }
      if !reasons.contains(only.message) { reasons.append(only.message) }
    }
    return ": \(reasons.joined(separator: "; or "))"
  }

  /// The alternative that fails deeper in the value than at the value itself, if one alone does.
  private func closest(of unit: OutputUnit) -> OutputUnit? {
    guard unit.keywordLocation.tokens.last == "anyOf" || unit.keywordLocation.tokens.last == "oneOf" else { return nil }
    let depth = unit.instanceLocation.tokens.count
    let failing = unit.children.filter { !$0.isValid }
    let deeper = failing.filter { Self.shallowestFailure(of: $0) > depth }
    return deeper.count == 1 && failing.count == unit.children.count ? deeper.first : nil
  }

  private static func shallowestFailure(of unit: OutputUnit) -> Int {
    if unit.error != nil { return unit.instanceLocation.tokens.count }
    return unit.children.lazy.filter { !$0.isValid }.map(shallowestFailure(of:)).min() ?? Int.max
  }

  /// Where the keyword of a unit stands.
  package func place(of unit: OutputUnit) -> SchemaPlace {
    let document = program.documents[Int(unit.schema.document)]
    let index = Int(unit.schema.index)
    return SchemaPlace(
      document: document.uri, pointer: document.pointer(to: index), range: document.tape.entries[index].range,
      source: document.source)
  }
}
