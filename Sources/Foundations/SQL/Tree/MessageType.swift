internal import CLibPgQuery

/// A kind of message as the header of libpg_query describes it, with the names and types of its fields.
///
/// It is kept as the address of the library's own description, a constant for the life of the process.
struct MessageType: Hashable, Sendable {
  private let address: UInt

  private init(_ descriptor: UnsafePointer<ProtobufCMessageDescriptor>?) {
    address = UInt(bitPattern: descriptor)
  }

  /// What a parse returns: a version and statements.
  static let parseResult = unsafe MessageType(clibpgquery_parse_result())

  /// A node that holds one of any kind.
  static let anyNode = unsafe MessageType(clibpgquery_node())

  private var descriptor: UnsafePointer<ProtobufCMessageDescriptor>? {
    unsafe UnsafePointer(bitPattern: address)
  }

  /// The name as PostgreSQL has it, without underscores: `CreateStmt`, `AConst`.
  var name: String {
    unsafe descriptor.flatMap { unsafe $0.pointee.short_name }.map { unsafe String(cString: $0) } ?? ""
  }

  func isNamed(_ name: StaticString) -> Bool {
    name.withUTF8Buffer { letters in
      guard let short = unsafe descriptor?.pointee.short_name else { return false }
      for index in letters.indices where unsafe UInt8(bitPattern: short[index]) != letters[index] { return false }
      return unsafe short[letters.count] == 0
    }
  }

  /// Every kind of node by its name.
  static let named: [String: MessageType] = {
    var types: [String: MessageType] = [:]
    for number in 1..<UInt32(1024) {
      guard case .message(let type)? = anyNode.field(number)?.content else { continue }
      types[type.name] = type
    }
    return types
  }()

  func field(named name: String) -> MessageField? {
    guard let descriptor = unsafe descriptor else { return nil }
    return unsafe protobuf_c_message_descriptor_get_field_by_name(descriptor, name).map { unsafe MessageField($0) }
  }

  func field(_ number: UInt32) -> MessageField? {
    guard let descriptor = unsafe descriptor else { return nil }
    return unsafe protobuf_c_message_descriptor_get_field(descriptor, number).map { unsafe MessageField($0) }
  }

  /// The type of a field that holds messages.
  fileprivate init?(ofMessagesIn field: UnsafePointer<ProtobufCFieldDescriptor>) {
    guard unsafe field.pointee.type == PROTOBUF_C_TYPE_MESSAGE, let raw = unsafe field.pointee.descriptor else {
      return nil
    }
    unsafe self.init(raw.assumingMemoryBound(to: ProtobufCMessageDescriptor.self))
  }
}

/// A field of a kind of message.
struct MessageField: Sendable {
  let number: UInt32
  let content: Content
  private let address: UInt

  enum Content: Sendable {
    case message(MessageType)
    case text
    case truth
    case enumerated
    case number
  }

  fileprivate init(_ descriptor: UnsafePointer<ProtobufCFieldDescriptor>) {
    address = UInt(bitPattern: descriptor)
    number = unsafe descriptor.pointee.id
    let type = unsafe descriptor.pointee.type
    if let message = unsafe MessageType(ofMessagesIn: descriptor) {
      content = .message(message)
    } else if type == PROTOBUF_C_TYPE_STRING || type == PROTOBUF_C_TYPE_BYTES {
      content = .text
    } else if type == PROTOBUF_C_TYPE_BOOL {
      content = .truth
    } else {
      content = type == PROTOBUF_C_TYPE_ENUM ? .enumerated : .number
    }
  }

  private var descriptor: UnsafePointer<ProtobufCFieldDescriptor>? {
    unsafe UnsafePointer(bitPattern: address)
  }

  var name: String {
    unsafe descriptor.flatMap { unsafe $0.pointee.name }.map { unsafe String(cString: $0) } ?? ""
  }

  /// Whether it says where a node is rather than what it is.
  var isLocation: Bool { ["location", "stmt_location", "stmt_len"].contains(name) }

  /// The names of the values that an enumerated field can have; empty for other fields.
  var valueNames: [String] {
    (0..<512).compactMap(valueName)
  }

  /// The name of an enumerated value as PostgreSQL has it: `TRANS_STMT_BEGIN`.
  func valueName(_ value: Int) -> String? {
    guard case .enumerated = content, let raw = unsafe descriptor.flatMap({ unsafe $0.pointee.descriptor }) else {
      return nil
    }
    let type = unsafe raw.assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
    guard let found = unsafe protobuf_c_enum_descriptor_get_value(type, CInt(truncatingIfNeeded: value)),
      let name = unsafe found.pointee.name
    else { return nil }
    return unsafe String(cString: name)
  }
}
