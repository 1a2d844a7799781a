import HTTP
import Testing

@Suite struct WebAddressTests {
  @Test(arguments: [
    ("https://api.github.com", "https://api.github.com:443", "/"),
    ("HTTPS://Forge.Example:8443/api/v3?x=1#here", "https://forge.example:8443", "/api/v3"),
    ("http://[::1]:80/a", "http://[::1]:80", "/a"),
  ])
  func `an address has an origin and a path`(text: String, origin: String, path: String) throws {
    let address = try WebAddress(text)
    #expect(address.origin.description == origin)
    #expect(address.path == path)
    #expect(!address.text.contains("#"))
  }

  @Test(arguments: [
    ("", HTTPError.Code.malformedAddress), ("no url", .malformedAddress), ("http://", .malformedAddress),
    ("http://a/\r\nX: y", .malformedAddress), ("https://user:secret@forge.example/", .malformedAddress),
    ("file:///etc/passwd", .unsupportedScheme), ("ftp://forge.example/", .unsupportedScheme),
  ])
  func `what is no address of the web is refused`(text: String, code: HTTPError.Code) {
    #expect(throws: HTTPError.self) { try WebAddress(text) }
    do throws(HTTPError) {
      _ = try WebAddress(text)
    } catch {
      #expect(error.code == code)
      #expect(!error.message.contains("secret"))
    }
  }

  @Test(arguments: [
    ("https://forge.example", true), ("http://forge.example", false), ("http://127.0.0.1:8080", true),
    ("http://localhost", true), ("http://127.0.0.1.forge.example", false), ("http://[::1]", true),
  ])
  func `only TLS and this machine are private`(text: String, isPrivate: Bool) throws {
    #expect(try WebAddress(text).origin.isPrivate == isPrivate)
  }

  @Test func `text is encoded for a path`() {
    #expect(WebAddress.encoded("feature/ä b?#%", except: "/") == "feature/%C3%A4%20b%3F%23%25")
  }

  @Test(arguments: [
    (#"<https://a/?page=2>; rel="next", <https://a/?page=9>; rel="last""#, "https://a/?page=2"),
    (#"<https://a/?x=1,2;3>; title="first"; rel="prev next""#, "https://a/?x=1,2;3"),
    (#"<https://a>; rel=next"#, "https://a"), (#"<https://a>; rel="prev""#, nil), ("nonsense", nil), ("<", nil),
  ])
  func `the next page is where the header Link says`(value: String, next: String?) {
    #expect(HTTPHeaders([("link", value)]).link("next") == next)
  }
}
