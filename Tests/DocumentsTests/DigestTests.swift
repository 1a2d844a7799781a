import Documents
import Testing

@Suite struct DigestTests {
  /// The example of FIPS 180-4's companion values, and the empty text.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func `a digest is SHA-256`(text: String, hexadecimal: String) throws {
    let digest = Digest.sha256(of: Array(text.utf8))
    #expect(digest.hexadecimal == hexadecimal)
    #expect(digest.description == "sha256:" + hexadecimal)
  }
}
