/// How a client reaches its servers, and what an answer may cost; what is not given is not used.
package struct HTTPConnection: Sendable {
  /// A file of certificate authorities in PEM; libcurl's own where none is given.
  package var certificateAuthorities: String?

  /// The proxy as a URL; none where none is given, whatever the environment says.
  package var proxy: String?

  /// Hosts that are reached without the proxy, separated by commas; `*` for all.
  package var withoutProxy: String?

  /// What the client calls itself.
  package var userAgent: String

  /// The longest answer, in bytes, once it is unpacked.
  package var sizeLimit: Int

  /// How many redirections are followed.
  package var redirections = 5

  package init(userAgent: String, sizeLimit: Int = 32 << 20) {
    self.userAgent = userAgent
    self.sizeLimit = sizeLimit
  }
}
