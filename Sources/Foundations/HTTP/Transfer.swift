/// What has come of an answer so far, as libcurl hands it over.
final class Transfer {
  var status = 0
  private(set) var isTooLarge = false
  private var headers = HTTPHeaders()
  private var body: [UInt8] = []
  private var headerBytes = 0
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  var response: HTTPResponse { HTTPResponse(status: status, headers: headers, body: body) }

  /// Takes a piece of the body; false ends the transfer.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= limit else {
      isTooLarge = true
      return false
    }
    unsafe body.append(contentsOf: bytes)
    return true
  }

  /// Takes one whole header line; false ends the transfer.
  func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= Self.headerLimit else {
      isTooLarge = true
      return false
    }
    let line = unsafe String(decoding: bytes, as: UTF8.self)
    // A status line begins the headers of the answer anew, behind those of an interim one (RFC 9110, section 15.2).
    if line.hasPrefix("HTTP/") { headers = HTTPHeaders() }
    guard let colon = line.firstIndex(of: ":"), !line.hasPrefix("HTTP/") else { return true }
    headers.append(trimmed(line[..<colon]), trimmed(line[line.index(after: colon)...]))
    return true
  }

  private static let headerLimit = 256 * 1024

  private func trimmed(_ text: Substring) -> String {
    let rest = text.drop(while: \.isWhitespace)
    return String(rest.prefix(upTo: rest.lastIndex { !$0.isWhitespace }.map(rest.index(after:)) ?? rest.startIndex))
  }
}

/// Hands a piece of the body to the transfer that libcurl passes on (CURLOPT_WRITEFUNCTION(3)).
func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context = unsafe context else { return 0 }
  let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return unsafe transfer.receive(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

/// Hands a header line to the transfer that libcurl passes on (CURLOPT_HEADERFUNCTION(3)).
func receiveHeader(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context = unsafe context else { return 0 }
  let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return unsafe transfer.receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}
