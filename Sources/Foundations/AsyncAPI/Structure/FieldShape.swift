/// What a field of an object may hold.
indirect enum FieldShape: Sendable {
  case any
  case text
  case textOrNull
  case boolean
  case number
  case integer(ClosedRange<Int>)
  /// A string of at most so many characters.
  case shortText(Int)
  /// One of these strings.
  case choice([String])
  /// An absolute URI.
  case uri
  case email
  /// A runtime expression: `$message.header#/…` or `$message.payload#/…`.
  case expression
  case list(FieldShape)
  /// Strings, each of them once.
  case texts
  /// A list of tags, each name once.
  case tags
  /// A map from names to values; the names may be restricted.
  case map(FieldShape, names: NameRule)
  /// An object of the specification, or a reference to one.
  case object(ObjectKind)
  /// A reference to an object, which must not be written here itself.
  case reference(ObjectKind)
  /// A message, or a choice of messages (2.x).
  case messages
  case schema(SchemaRole)
  case bindings(BindingLevel)
  /// An object of a protocol binding.
  case group(BindingGroup)
  /// One of two shapes.
  case either(FieldShape, FieldShape)

  static let natural = FieldShape.integer(0...Int.max)
}

/// What the keys of a map may be.
enum NameRule: Sendable {
  case any
  /// `^[A-Za-z0-9_\-]+$`
  case name
  /// `^[a-zA-Z0-9\.\-_]+$`
  case component
  /// An address of a channel (2.x): not empty, and no query or fragment.
  case address
  /// The map may have words of extensions beside its names.
  case extendable

  /// Whether a key is one, and what is asked.
  func accepts(_ key: String) -> Bool {
    switch self {
    case .any, .extendable: true
    case .name: !key.isEmpty && key.utf8.allSatisfy { $0.isNameByte }
    case .component: !key.isEmpty && key.utf8.allSatisfy { $0.isNameByte || $0 == UInt8(ascii: ".") }
    case .address: true
    }
  }

  var words: String {
    switch self {
    case .component: "letters, digits, `.`, `-` and `_`"
    default: "letters, digits, `-` and `_`"
    }
  }
}

extension UInt8 {
  var isNameByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

/// What a schema in a document describes.
package enum SchemaRole: Sendable, Hashable {
  case payload
  case headers
  case parameter
  case component
  /// A value of a protocol binding, such as the key of a Kafka record.
  case binding
  /// A map of names, as headers and queries in bindings of HTTP: an object with `properties`.
  case bindingObject
}

/// What a protocol binding belongs to.
enum BindingLevel: String, Sendable, CaseIterable {
  case server
  case channel
  case operation
  case message
}

/// A field of an object, and the versions that have it.
struct Field: Sendable {
  let name: String
  let shape: FieldShape
  let isRequired: Bool
  let since: AsyncAPIVersion
  let until: AsyncAPIVersion?

  init(
    _ name: String, _ shape: FieldShape, isRequired: Bool = false, since: AsyncAPIVersion = .v20,
    until: AsyncAPIVersion? = nil
  ) {
    self.name = name
    self.shape = shape
    self.isRequired = isRequired
    self.since = since
    self.until = until
  }

  func exists(in version: AsyncAPIVersion) -> Bool { version >= since && until.map { version < $0 } ?? true }
}
