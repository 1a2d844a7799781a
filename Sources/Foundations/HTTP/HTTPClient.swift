internal import CLibCurl

/// Asks web servers, one request after the other, over connections that it keeps (libcurl).
///
/// The environment is not read: what a proxy or a certificate authority is comes from `HTTPConnection`.
@safe package final class HTTPClient {
  private let handle: OpaquePointer
  private let connection: HTTPConnection

  /// Makes a client; nothing is connected yet.
  ///
  /// - Throws: `HTTPError` where libcurl cannot be started.
  package init(_ connection: HTTPConnection) throws(HTTPError) {
    guard Self.started == CURLE_OK, let handle = unsafe curl_easy_init() else {
      throw HTTPError(.unexpected, "libcurl cannot be started")
    }
    unsafe self.handle = OpaquePointer(handle)
    self.connection = connection
  }

  deinit { unsafe curl_easy_cleanup(UnsafeMutableRawPointer(handle)) }

  private static let started = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  /// Asks, follows redirections of a GET, and returns the last answer, whatever its status.
  ///
  /// The thread waits. Redirections to another origin go there without the authorization.
  ///
  /// - Parameters:
  ///   - request: what is asked.
  ///   - timeout: how long all of it may take.
  /// - Returns: the last answer.
  /// - Throws: `HTTPError` where there is no whole answer in time and within the limit of size.
  package func answer(to request: HTTPRequest, within timeout: Duration) throws(HTTPError) -> HTTPResponse {
    let clock = ContinuousClock()
    let start = clock.now
    var address = request.address
    for _ in 0...connection.redirections {
      let left = timeout - (clock.now - start)
      guard left > .zero else { throw HTTPError(.timedOut, "\(address.shown) did not answer in time") }
      let isOrigin = address.origin == request.address.origin
      let transfer = Transfer(limit: connection.sizeLimit)
      let next = try perform(request, at: address, isOrigin: isOrigin, within: left, transfer)
      guard request.method == .get, let next else { return transfer.response }
      do throws(HTTPError) {
        address = try WebAddress(next)
      } catch {
        throw HTTPError(error.code, "\(address.shown) redirects to what is refused: \(error.message)")
      }
    }
    throw HTTPError(.tooManyRedirects, "\(request.address.shown) redirects more than \(connection.redirections) times")
  }

  /// Makes one transfer, and returns where it redirects to.
  private func perform(
    _ request: HTTPRequest, at address: WebAddress, isOrigin: Bool, within timeout: Duration, _ transfer: Transfer
  ) throws(HTTPError) -> String? {
    let curl = unsafe UnsafeMutableRawPointer(handle)
    // This forgets the options of the last transfer, and keeps its connections.
    unsafe curl_easy_reset(curl)
    var fields: UnsafeMutablePointer<curl_slist>?
    defer { unsafe curl_slist_free_all(fields) }
    for field in request.headers.fields { unsafe fields = curl_slist_append(fields, "\(field.name): \(field.value)") }
    if isOrigin, let authorization = request.authorization {
      unsafe fields = curl_slist_append(fields, "Authorization: \(authorization)")
    }
    // Waiting for "100 Continue" only costs time with bodies as small as these.
    unsafe fields = curl_slist_append(fields, "Expect:")
    let milliseconds = timeout.components.seconds * 1000 + timeout.components.attoseconds / 1_000_000_000_000_000
    let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
    var codes = [
      unsafe clibcurl_allow_web_only(curl),
      unsafe clibcurl_set_text(curl, CURLOPT_URL, address.text),
      unsafe clibcurl_set_list(curl, CURLOPT_HTTPHEADER, fields),
      unsafe clibcurl_set_number(curl, CURLOPT_TIMEOUT_MS, Int(max(1, milliseconds))),
      unsafe clibcurl_set_number(curl, CURLOPT_NOSIGNAL, 1),
      unsafe clibcurl_set_number(curl, CURLOPT_FOLLOWLOCATION, 0),
      unsafe clibcurl_set_number(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
      unsafe clibcurl_set_text(curl, CURLOPT_ACCEPT_ENCODING, ""),
      unsafe clibcurl_set_text(curl, CURLOPT_USERAGENT, connection.userAgent),
      // An empty text keeps libcurl from looking at the environment.
      unsafe clibcurl_set_text(curl, CURLOPT_PROXY, connection.proxy ?? ""),
      unsafe clibcurl_set_text(curl, CURLOPT_NOPROXY, connection.withoutProxy ?? ""),
      unsafe clibcurl_set_receiver(curl, receiveBody, context),
      unsafe clibcurl_set_header_receiver(curl, receiveHeader, context),
    ]
    if let file = connection.certificateAuthorities {
      codes.append(unsafe clibcurl_set_text(curl, CURLOPT_CAINFO, file))
    }
    return try unsafe request.body.withUnsafeBufferPointer { body throws(HTTPError) -> String? in
      if request.method == .post {
        codes.append(unsafe clibcurl_set_number(curl, CURLOPT_POST, 1))
        codes.append(unsafe clibcurl_set_body(curl, body.baseAddress, curl_off_t(body.count)))
      }
      guard codes.allSatisfy({ $0 == CURLE_OK }) else {
        throw HTTPError(.unexpected, "libcurl refuses an option that it should know")
      }
      let code = unsafe curl_easy_perform(curl)
      guard code == CURLE_OK else { throw HTTPError(code, asking: address, transfer, limit: connection.sizeLimit) }
      var status = 0
      _ = unsafe clibcurl_get_number(curl, CURLINFO_RESPONSE_CODE, &status)
      transfer.status = status
      var next: UnsafeMutablePointer<CChar>?
      _ = unsafe clibcurl_get_text(curl, CURLINFO_REDIRECT_URL, &next)
      return unsafe next.map { unsafe String(cString: $0) }
    }
  }
}

extension HTTPError {
  /// Names what libcurl reports (libcurl-errors(3)).
  fileprivate init(_ code: CURLcode, asking address: WebAddress, _ transfer: Transfer, limit: Int) {
    let place = "\(address.origin)"
    switch code {
    case CURLE_UNSUPPORTED_PROTOCOL: self.init(.unsupportedScheme, "\(place) has a scheme that is refused")
    case CURLE_URL_MALFORMAT: self.init(.malformedAddress, "\(place) is refused as a URL")
    case CURLE_COULDNT_RESOLVE_HOST: self.init(.unknownHost, "cannot resolve \(place)")
    case CURLE_COULDNT_RESOLVE_PROXY: self.init(.unknownHost, "cannot resolve the proxy")
    case CURLE_COULDNT_CONNECT: self.init(.cannotConnect, "connection refused by \(place)")
    case CURLE_OPERATION_TIMEDOUT: self.init(.timedOut, "\(address.shown) did not answer in time")
    case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      self.init(.cutOff, "\(address.shown) broke off its answer")
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_ISSUER_ERROR:
      self.init(.untrusted, "\(place) has no certificate to trust (\(name(of: code)))")
    case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
      self.init(.malformedAnswer, "\(address.shown) answers with what is no HTTP")
    case CURLE_OUT_OF_MEMORY: self.init(.outOfMemory, "there is no memory left")
    case CURLE_WRITE_ERROR where transfer.isTooLarge:
      self.init(.tooLarge, "the answer of \(address.shown) is longer than \(limit) bytes")
    default: self.init(.unexpected, "\(address.shown) cannot be asked: \(name(of: code))")
    }
  }
}

private func name(of code: CURLcode) -> String { unsafe String(cString: curl_easy_strerror(code)) }
