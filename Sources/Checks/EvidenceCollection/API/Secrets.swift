/// A token that GitHub gave out.
package struct Token: Sendable {
  let text: String

  /// Takes a token out of a file or a variable, without the white space around it.
  ///
  /// Returns `nil` for what cannot be one: it would end a header line, or be printed in part.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    let trimmed = bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    guard trimmed.count >= 4, trimmed.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) else {
      return nil
    }
    self.text = String(decoding: Array(trimmed), as: UTF8.self)
  }
}

/// What must not be written anywhere.
package struct Secrets: Sendable {
  private let secrets: [[UInt8]]

  package init(_ tokens: [Token]) {
    // The longest first, so that one that contains another is covered whole.
    secrets = tokens.map { Array($0.text.utf8) }.sorted { $0.count > $1.count }
  }

  /// The same with three stars for each secret.
  package func covering(_ bytes: [UInt8]) -> [UInt8] {
    secrets.reduce(bytes) { Self.covering($1, in: $0) }
  }

  package func covering(_ text: String) -> String {
    String(decoding: covering(Array(text.utf8)), as: UTF8.self)
  }

  private static func covering(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      if bytes[position] == secret[0], bytes[position...].starts(with: secret) {
        result += Array("***".utf8)
        position += secret.count
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return result
  }
}
