/// The fields of a protocol buffer message, in the order in which they are written (Protocol Buffers, "Encoding").
struct ProtobufFields {
  enum Value {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  private(set) var fields: [(number: Int, value: Value)] = []

  init(_ bytes: ArraySlice<UInt8>) throws(UnreadablePlan) {
    var rest = bytes
    while !rest.isEmpty {
      let tag = try Self.number(&rest)
      let field = Int(truncatingIfNeeded: tag >> 3)
      // Zeros, which pack to nothing, would be a field for each two of them.
      guard field > 0, fields.count < Self.countLimit else { throw Self.damaged }
      switch tag & 7 {
      case 0: fields.append((field, .number(try Self.number(&rest))))
      case 1: try Self.skip(8, &rest)
      case 2:
        let length = try Self.number(&rest)
        guard length <= UInt64(rest.count) else { throw Self.damaged }
        fields.append((field, .bytes(rest.prefix(Int(length)))))
        rest = rest.dropFirst(Int(length))
      case 5: try Self.skip(4, &rest)
      default: throw Self.damaged
      }
    }
  }

  /// More than a plan has resources.
  private static let countLimit = 1_000_000

  private static let damaged = UnreadablePlan(.damaged, "its `tfplan` is damaged")

  private static func skip(_ count: Int, _ rest: inout ArraySlice<UInt8>) throws(UnreadablePlan) {
    guard rest.count >= count else { throw damaged }
    rest = rest.dropFirst(count)
  }

  private static func number(_ rest: inout ArraySlice<UInt8>) throws(UnreadablePlan) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst() {
      guard shift < 64 else { throw damaged }
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    throw damaged
  }
}

/// The texts of a map in MessagePack, those of maps within as `workspaces.name` (MessagePack specification, "Formats").
enum MessagePack {
  static func texts(in bytes: ArraySlice<UInt8>) -> [String: String] {
    var reader = Reader(rest: bytes)
    var texts: [String: String] = [:]
    reader.read(at: "", depth: 0, &texts)
    return texts
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    /// Reads one value; what is damaged ends the reading.
    mutating func read(at path: String, depth: Int, _ texts: inout [String: String]) {
      guard depth < 16, let head = rest.popFirst() else {
        rest = []
        return
      }
      switch head {
      case 0x80...0x8F: map(Int(head & 0x0F), path, depth, &texts)
      case 0x90...0x9F: list(Int(head & 0x0F), path, depth, &texts)
      case 0xA0...0xBF: texts[path] = text(Int(head & 0x1F))
      case 0xD9: texts[path] = text(number(1))
      case 0xDA: texts[path] = text(number(2))
      case 0xDB: texts[path] = text(number(4))
      case 0xC4: skip(number(1))
      case 0xC5: skip(number(2))
      case 0xC6: skip(number(4))
      case 0xC7: skip(number(1) + 1)
      case 0xC8: skip(number(2) + 1)
      case 0xC9: skip(number(4) + 1)
      case 0xCA, 0xCE, 0xD2: skip(4)
      case 0xCB, 0xCF, 0xD3: skip(8)
      case 0xCC, 0xD0: skip(1)
      case 0xCD, 0xD1: skip(2)
      case 0xD4...0xD8: skip(1 + 1 << Int(head - 0xD4))
      case 0xDC: list(number(2), path, depth, &texts)
      case 0xDD: list(number(4), path, depth, &texts)
      case 0xDE: map(number(2), path, depth, &texts)
      case 0xDF: map(number(4), path, depth, &texts)
      default: break
      }
    }

    private mutating func map(_ count: Int, _ path: String, _ depth: Int, _ texts: inout [String: String]) {
      for _ in 0..<count {
        guard !rest.isEmpty else { return }
        var key: [String: String] = [:]
        read(at: "", depth: depth + 1, &key)
        let name = key[""] ?? "?"
        read(at: path.isEmpty ? name : "\(path).\(name)", depth: depth + 1, &texts)
      }
    }

    private mutating func list(_ count: Int, _ path: String, _ depth: Int, _ texts: inout [String: String]) {
      for _ in 0..<count {
        // A list may claim four thousand million elements.
        guard !rest.isEmpty else { return }
        read(at: path, depth: depth + 1, &texts)
      }
    }

    private mutating func text(_ length: Int) -> String? {
      guard length <= rest.count else {
        rest = []
        return nil
      }
      defer { skip(length) }
      return String(validating: rest.prefix(length), as: UTF8.self)
    }

    private mutating func number(_ count: Int) -> Int {
      let bytes = rest.prefix(count)
      skip(count)
      return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func skip(_ count: Int) { rest = rest.dropFirst(count) }
  }
}
