package import Documents

/// The output formats that the drafts publish (2020-12, core, §12.4).
package enum OutputFormat: String, Sendable, CaseIterable {
  case flag
  case basic
  case detailed
}

extension Evaluation {
  /// The outcome as the document that a format asks for.
  package func output(_ format: OutputFormat) -> Node {
    switch format {
    case .flag: return ["valid": .boolean(isValid)]
    case .basic:
      var units: [Node] = []
      flatten(root, into: &units)
      return .object(members(of: root) + [(isValid ? "annotations" : "errors", .array(units))])
    case .detailed:
      return detailed(root, isRoot: true) ?? .object(members(of: root))
    }
  }

  private func members(of unit: OutputUnit) -> [(String, Node)] {
    var members: [(String, Node)] = [
      ("valid", .boolean(unit.isValid)), ("keywordLocation", .string(unit.keywordLocation.description)),
    ]
    if let uri = program.absoluteURI(of: unit.schema) { members.append(("absoluteKeywordLocation", .string(uri))) }
    members.append(("instanceLocation", .string(unit.instanceLocation.description)))
    if let error = unit.error { members.append(("error", .string(error))) }
    if let annotation = unit.annotation { members.append(("annotation", annotation)) }
    return members
  }

  /// Whether a unit belongs to the outcome: errors to a failure, annotations to a success.
  private func counts(_ unit: OutputUnit) -> Bool { unit.isValid == isValid }

  private func flatten(_ unit: OutputUnit, into units: inout [Node]) {
    guard counts(unit) else { return }
    if unit.error != nil || unit.annotation != nil { units.append(.object(members(of: unit))) }
    for child in unit.children { flatten(child, into: &units) }
  }

  /// The unit with what is inside; one that says nothing itself gives way to a single inner one, or to nothing.
  private func detailed(_ unit: OutputUnit, isRoot: Bool) -> Node? {
    guard counts(unit) else { return nil }
    let inner = unit.children.compactMap { detailed($0, isRoot: false) }
    let saysSomething = unit.error != nil || unit.annotation != nil
    if !saysSomething, !isRoot {
      if inner.isEmpty { return nil }
      if inner.count == 1 { return inner[0] }
    }
    if inner.isEmpty { return .object(members(of: unit)) }
    return .object(members(of: unit) + [(isValid ? "annotations" : "errors", .array(inner))])
  }
}

extension Program {
  /// The URI of a place in a schema: its resource's, and a pointer in the fragment; nil without an absolute one.
  func absoluteURI(of location: Location) -> String? {
    let resource = resource(at: location)
    guard resources[resource].base.isAbsolute else { return nil }
    let document = documents[Int(location.document)]
    let pointer = document.pointer(to: Int(location.index), from: Int(resources[resource].root.index))
    return resources[resource].uri + "#" + Self.percentEncoded(pointer.description)
  }

  /// The innermost resource around a place.
  private func resource(at location: Location) -> Int {
    let entries = documents[Int(location.document)].tape.entries
    var found: Int?
    for (number, resource) in resources.enumerated() where resource.root.document == location.document {
      let root = resource.root.index
      guard root <= location.index, Int(location.index) < Int(root) + entries[Int(root)].stride else { continue }
      if let known = found, resources[known].root.index > root { continue }
      found = number
    }
    return found ?? 0
  }

  /// Encodes what a fragment must not hold (RFC 3986 §3.5).
  private static func percentEncoded(_ text: String) -> String {
    let allowed = Set("-._~!$&'()*+,;=:@/?".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte.isASCIILetter || byte.isASCIIDigit || allowed.contains(byte) {
        bytes.append(byte)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        bytes += "%\(byte < 16 ? "0" : "")\(digits)".utf8
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
