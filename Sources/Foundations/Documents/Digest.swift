internal import CLibCrypto

/// A SHA-256 digest (FIPS 180-4).
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// The 32 bytes.
  package let bytes: [UInt8]

  /// Digests bytes.
  package static func sha256(of bytes: [UInt8]) -> Digest {
    var digest = [UInt8](repeating: 0, count: 32)
    var context = SHA256_CTX()
    unsafe SHA256_Init(&context)
    _ = unsafe bytes.withUnsafeBytes { unsafe SHA256_Update(&context, $0.baseAddress, $0.count) }
    // These three cannot fail: they answer with 1 whatever they are given.
    unsafe SHA256_Final(&digest, &context)
    return Digest(bytes: digest)
  }

  /// The digest in 64 lower-case hexadecimal digits.
  package var hexadecimal: String {
    bytes.reduce(into: "") { text, byte in
      if byte < 16 { text += "0" }
      text += String(byte, radix: 16)
    }
  }

  /// `sha256:` and the hexadecimal digits.
  package var description: String { "sha256:\(hexadecimal)" }
}
