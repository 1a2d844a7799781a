internal import Documents
package import JSONSchema

/// The language that a schema of a message is written in, by its `schemaFormat`.
package enum PayloadFormat: Hashable, Sendable {
  /// The Schema Object of AsyncAPI: draft-07 with three words more.
  case asyncAPI
  case jsonSchema(Draft)
  /// The Schema Object of OpenAPI 3.0: draft-04 with `nullable`.
  case openAPI
  /// A language that this module does not have, by its name.
  case foreign(String)

  /// Reads a media type with its parameters; none is that of AsyncAPI.
  package init(_ text: String?) {
    guard let text else {
      self = .asyncAPI
      return
    }
    let parts = text.split(separator: ";").map { Self.trimmed($0) }
    let type = (parts.first ?? "").lowercased()
    let version =
      parts.dropFirst().first { $0.lowercased().hasPrefix("version=") }.map { String($0.dropFirst(8)) } ?? ""
    let bare = type.hasSuffix("+json") || type.hasSuffix("+yaml") ? String(type.dropLast(5)) : type
    switch bare {
    case "application/vnd.aai.asyncapi": self = .asyncAPI
    case "application/schema": self = Self.draft(named: version).map { .jsonSchema($0) } ?? .foreign(text)
    case "application/vnd.oai.openapi":
      self =
        version.hasPrefix("3.1") ? .jsonSchema(.draft2020) : version.hasPrefix("2.") ? .jsonSchema(.draft4) : .openAPI
    case "application/vnd.apache.avro": self = .foreign("Avro")
    case "application/vnd.google.protobuf": self = .foreign("Protobuf")
    case "application/raml": self = .foreign("RAML")
    default: self = .foreign(text)
    }
  }

  private static func draft(named version: String) -> Draft? {
    Draft(name: version) ?? Draft(name: version.hasPrefix("draft-") ? String(version.dropFirst(6)) : "draft-\(version)")
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// The draft by which its keywords are read; nil for one that is not executed.
  package var draft: Draft? {
    switch self {
    case .asyncAPI: .draft7
    case .jsonSchema(let draft): draft
    case .openAPI: .draft4
    case .foreign: nil
    }
  }

  package var isExecuted: Bool { draft != nil }
}
