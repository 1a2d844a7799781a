internal import RegularExpressions

/// What the texts of formats look like.
package enum FormatText {
  /// The names of all formats.
  package static var names: [String] { Format.allCases.map(\.rawValue) }

  /// Whether a text is of a format; nil where there is no format of this name, and any text will do.
  package static func accepts(_ text: String, format name: String) -> Bool? {
    Format(rawValue: name).map { $0.accepts(text) }
  }
}

/// The formats of all drafts (2020-12, validation, §7.3), each by the specification that it names.
enum Format: String, Sendable, CaseIterable {
  case dateTime = "date-time"
  case date
  case time
  case duration
  case email
  case idnEmail = "idn-email"
  case hostname
  case idnHostname = "idn-hostname"
  case ipv4
  case ipv6
  case uri
  case uriReference = "uri-reference"
  case iri
  case iriReference = "iri-reference"
  case uuid
  case uriTemplate = "uri-template"
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"
  case regex

  /// Whether a string is of this format.
  func accepts(_ text: String) -> Bool {
    switch self {
    case .dateTime: DateTimeText.isDateTime(text)
    case .date: DateTimeText.isDate(text)
    case .time: DateTimeText.isTime(text)
    case .duration: DurationText.isDuration(text)
    case .email: EmailText.isAddress(text, international: false)
    case .idnEmail: EmailText.isAddress(text, international: true)
    case .hostname: HostName.isHostName(text)
    case .idnHostname: InternationalHostName.isHostName(text)
    case .ipv4: AddressText.isIPv4(Substring(text))
    case .ipv6: AddressText.isIPv6(Substring(text))
    case .uri: IdentifierText(text, international: false).isAbsolute
    case .uriReference: IdentifierText(text, international: false).isReference
    case .iri: IdentifierText(text, international: true).isAbsolute
    case .iriReference: IdentifierText(text, international: true).isReference
    case .uuid: PointerText.isUUID(text)
    case .uriTemplate: URITemplateText.isTemplate(text)
    case .jsonPointer: PointerText.isPointer(text)
    case .relativeJSONPointer: PointerText.isRelativePointer(text)
    case .regex: Self.isRegularExpression(text)
    }
  }

  private static func isRegularExpression(_ text: String) -> Bool {
    do throws(PatternError) {
      _ = try RegularExpression(text)
      return true
    } catch {
      // What only this engine cannot match is one all the same.
      return error.kind == .unsupported
    }
  }
}
