internal import CLibCrypto

/// A SHA-256 digest (FIPS 180-4).
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// The 32 bytes.
  package let bytes: [UInt8]

  /// Digests bytes.
  package static func sha256(of bytes: [UInt8]) -> Digest {
    var digest = [UInt8](repeating: 0, count: 32)
    let result = unsafe bytes.withUnsafeBytes { input in
      unsafe digest.withUnsafeMutableBufferPointer { output in
        unsafe EVP_Digest(input.baseAddress, input.count, output.baseAddress, nil, EVP_sha256(), nil)
      }
    }
    // Without SHA-256 no fingerprint and no report is to be had, so there is no verdict to go on to. It takes a broken
    // installation of the library.
    precondition(result == 1, "libcrypto computed no SHA-256 digest; check its configuration (openssl.cnf)")
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
