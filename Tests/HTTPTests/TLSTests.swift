import HTTP
import SystemPackage
import TestSupport
import Testing

/// Whom the client believes over TLS: the server is that of openssl-s_server(1).
@Suite(.enabled(if: Project.exists("/usr/bin/openssl"), "openssl is not installed")) struct TLSTests {
  @Test func `a certificate is trusted where its authority is given, and only there`() async throws {
    try await withTLSServer(answers: 1) { address, _ in
      let request = HTTPRequest(.get, try WebAddress(address))
      #expect(await HTTPClientTests.failure(request, HTTPConnection(userAgent: "test")) == .untrusted)
    }
    // Another server: what a refused handshake leaves behind is the server's affair.
    try await withTLSServer(answers: 1) { address, authority in
      var connection = HTTPConnection(userAgent: "test")
      let request = HTTPRequest(.get, try WebAddress(address))
      connection.certificateAuthorities = authority
      let response = try await HTTPClientTests.ask(request, connection)
      #expect(response.status == 200)
    }
  }

  @Test func `authorities that cannot be read are none`() async throws {
    try await withTLSServer(answers: 1) { address, _ in
      var connection = HTTPConnection(userAgent: "test")
      connection.certificateAuthorities = "/nowhere.pem"
      let request = HTTPRequest(.get, try WebAddress(address))
      #expect(await HTTPClientTests.failure(request, connection) == .untrusted)
    }
  }

  /// Starts a server with a certificate of its own for 127.0.0.1, which ends after some answers, and lends it.
  private func withTLSServer(
    answers: Int, _ body: @escaping @Sendable (_ address: String, _ authority: String) async throws -> Void
  ) async throws {
    try await withScratchFolder { folder in
      let port = try await Tool.run("bash", ["-c", Self.server, "server", "\(answers)"], in: folder)
      try #require(Int(port.text) != nil, "\(port.errorText)")
      try await body("https://127.0.0.1:\(port.text)/", folder.appending("cert.pem").string)
    }
  }

  /// Starts the server, which ends by itself, and prints its port.
  private static let server = #"""
    set -eu
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -days 2 \
      -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1
    timeout 3600 openssl s_server -accept 127.0.0.1:0 -www -naccept "$1" -cert cert.pem -key key.pem >log 2>&1 &
    until grep --quiet '^ACCEPT .' log; do sleep 0.05; done
    sed -n 's/^ACCEPT .*://p' log
    """#
}
