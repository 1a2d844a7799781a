/// A published version of JSON Schema.
package enum Draft: Int, Sendable, CaseIterable, Comparable {
  case draft4
  case draft6
  case draft7
  case draft2019
  case draft2020

  /// The URI of its metaschema, without the empty fragment that the older ones are written with.
  package var metaschema: String {
    switch self {
    case .draft4: "http://json-schema.org/draft-04/schema"
    case .draft6: "http://json-schema.org/draft-06/schema"
    case .draft7: "http://json-schema.org/draft-07/schema"
    case .draft2019: "https://json-schema.org/draft/2019-09/schema"
    case .draft2020: "https://json-schema.org/draft/2020-12/schema"
    }
  }

  /// The name as policies and people write it.
  package var name: String {
    switch self {
    case .draft4: "draft-04"
    case .draft6: "draft-06"
    case .draft7: "draft-07"
    case .draft2019: "2019-09"
    case .draft2020: "2020-12"
    }
  }

  package init?(name: String) {
    guard let draft = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = draft
  }

  /// The draft that a `$schema` names, whether or not the fragment `#` stands behind it.
  package init?(metaschema uri: String) {
    let bare = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
    guard let draft = Self.allCases.first(where: { $0.metaschema == bare }) else { return nil }
    self = draft
  }

  package static func < (left: Draft, right: Draft) -> Bool { left.rawValue < right.rawValue }

  /// The keyword that names a schema.
  package var idKeyword: Keyword { self == .draft4 ? .id4 : .id }

  /// Whether `$ref` makes all keywords beside it silent (drafts 4 to 7, §8.3 of core in draft 7).
  package var refIsAlone: Bool { self <= .draft7 }
}
