internal import CExpat

/// What is told of a document in its order.
package protocol XMLHandler: AnyObject {
  /// Begins an element.
  ///
  /// - Returns: how many bytes of its text are wanted at its end; 0 for none.
  func begin(_ name: String, _ attributes: XMLAttributes) throws(TestReportError) -> Int

  /// Ends an element, with as much of its text as was wanted.
  func end(_ name: String, _ text: String) throws(TestReportError)

  /// Takes a comment; Node writes its counts in some.
  func note(comment: String)
}

extension XMLHandler {
  package func note(comment: String) {}
}

/// The attributes of an element.
package struct XMLAttributes {
  let members: [(name: String, value: String)]

  package subscript(name: String) -> String? {
    members.first { $0.name == name }?.value
  }

  /// A count, as far as it is one.
  package func count(_ name: String) -> Int? {
    guard let text = self[name] else { return nil }
    let digits = text.filter { $0 != "," && !$0.isWhitespace }
    if let number = Int(digits) { return min(max(0, number), 1 << 40) }
    guard let number = Double(digits), number.isFinite else { return nil }
    return Int(min(max(0, number.rounded(.up)), Double(1 << 40)))
  }

  /// Whether an attribute that should be a count is none.
  func isNoCount(_ name: String) -> Bool {
    guard let text = self[name] else { return false }
    return text.contains { !$0.isWhitespace } && count(name) == nil
  }
}

/// Reads XML by libexpat as a stream: no declaration of a document type, nothing fetched, and a bound for everything.
@safe package final class XMLStream {
  private let parser: XML_Parser
  private let handler: any XMLHandler
  private let acceptsDocumentType: Bool
  private var characters = ControlCharacters()
  private var fed = 0
  private var depth = 0
  private var failure: TestReportError?

  /// The text of the element that wants it, and how deep that one is.
  private var text: [UInt8] = []
  private var wanted = 0
  private var wantedAt = 0

  /// How many characters were replaced because XML has none like them.
  var replacedCharacters: Int { characters.replaced }

  /// - Parameters:
  ///   - handler: who is told.
  ///   - acceptsDocumentType: whether a declaration that names a document type and declares nothing is passed over.
  /// - Throws: `TestReportError` where there is no memory for a parser.
  package init(_ handler: any XMLHandler, acceptsDocumentType: Bool = false) throws(TestReportError) {
    guard let parser = unsafe XML_ParserCreate(nil) else { throw TestReportError("no memory for an XML parser") }
    unsafe self.parser = parser
    self.handler = handler
    self.acceptsDocumentType = acceptsDocumentType
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    unsafe XML_SetElementHandler(parser, beginElement, endElement)
    unsafe XML_SetCharacterDataHandler(parser, characterData)
    unsafe XML_SetCommentHandler(parser, comment)
    unsafe XML_SetStartDoctypeDeclHandler(parser, documentType)
  }

  deinit {
    unsafe XML_ParserFree(parser)
  }

  /// Takes the next piece of the document.
  package func take(_ bytes: [UInt8]) throws(TestReportError) {
    let clean = characters.filter(bytes)
    // Small pieces, so that a tag without end is noticed before much of it is kept.
    var start = 0
    while start < clean.count {
      let end = min(start + 65536, clean.count)
      try parse(Array(clean[start..<end]), isLast: false)
      start = end
    }
  }

  /// Ends the document.
  package func finish() throws(TestReportError) {
    try parse(characters.rest(), isLast: true)
  }

  private func parse(_ bytes: [UInt8], isLast: Bool) throws(TestReportError) {
    fed += bytes.count
    let status = unsafe bytes.withUnsafeBytes { buffer in
      unsafe XML_Parse(
        parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(buffer.count), isLast ? 1 : 0)
    }
    if let failure { throw failure }
    guard status == XML_STATUS_OK else { throw error }
    guard unsafe fed - Int(XML_GetCurrentByteIndex(parser)) <= TestReportLimits.token else {
      throw TestReportError("a tag of more than \(TestReportLimits.token >> 20) MB", line: line)
    }
  }

  private var line: Int { unsafe Int(XML_GetCurrentLineNumber(parser)) }

  private var error: TestReportError {
    let code = unsafe XML_GetErrorCode(parser)
    let words = unsafe XML_ErrorString(code).map { unsafe String(cString: $0) } ?? "unknown error"
    switch code {
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_UNCLOSED_CDATA_SECTION, XML_ERROR_PARTIAL_CHAR:
      return TestReportError("the XML is cut short: \(words)", line: line)
    default: return TestReportError("not well-formed XML: \(words)", line: line)
    }
  }

  /// Ends the reading from within a callback.
  private func stop(_ error: TestReportError) {
    if failure == nil { failure = TestReportError(error.message, line: error.line ?? line) }
    unsafe XML_StopParser(parser, 0)
  }

  fileprivate func begin(_ name: String, _ attributes: XMLAttributes) {
    guard failure == nil else { return }
    depth += 1
    guard depth <= TestReportLimits.depth else {
      return stop(TestReportError("elements are nested more than \(TestReportLimits.depth) deep"))
    }
    do throws(TestReportError) {
      let limit = try handler.begin(name, attributes)
      guard limit > 0, wanted == 0 else { return }
      (wanted, wantedAt) = (limit, depth)
      text.removeAll(keepingCapacity: true)
    } catch {
      stop(error)
    }
  }

  fileprivate func end(_ name: String) {
    guard failure == nil else { return }
    let ownsText = wanted > 0 && wantedAt == depth
    let said = ownsText ? String(decoding: text, as: UTF8.self) : ""
    if ownsText { wanted = 0 }
    depth -= 1
    do throws(TestReportError) {
      try handler.end(name, said)
    } catch {
      stop(error)
    }
  }

  fileprivate func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    let room = wanted - text.count
    guard wanted > 0, room > 0 else { return }
    unsafe text.append(contentsOf: bytes.prefix(room))
  }

  fileprivate func note(comment: String) {
    if failure == nil { handler.note(comment: comment) }
  }

  /// Refuses what can declare entities; a name and an address alone are not fetched, and do no harm.
  fileprivate func refuseDocumentType(declares: Bool) {
    guard declares || !acceptsDocumentType else { return }
    stop(TestReportError("a document type declaration (DOCTYPE) is refused"))
  }
}

/// The stream that libexpat hands back.
private func stream(_ context: UnsafeMutableRawPointer?) -> XMLStream? {
  guard let context = unsafe context else { return nil }
  return unsafe Unmanaged<XMLStream>.fromOpaque(context).takeUnretainedValue()
}

/// The name without a prefix of a namespace.
private func localName(_ text: UnsafePointer<XML_Char>) -> String {
  let name = unsafe String(cString: text)
  return name.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(name[name.utf8.index(after: $0)...]) } ?? name
}

private func beginElement(
  _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<XML_Char>?,
  _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
) {
  guard let name = unsafe name, let stream = unsafe stream(context) else { return }
  var members: [(name: String, value: String)] = []
  if var next = unsafe attributes {
    while let key = unsafe next[0], let value = unsafe next[1] {
      unsafe members.append((localName(key), String(cString: value)))
      unsafe next += 2
    }
  }
  unsafe stream.begin(localName(name), XMLAttributes(members: members))
}

private func endElement(_ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<XML_Char>?) {
  guard let name = unsafe name, let stream = unsafe stream(context) else { return }
  unsafe stream.end(localName(name))
}

private func characterData(
  _ context: UnsafeMutableRawPointer?, _ text: UnsafePointer<XML_Char>?, _ count: CInt
) {
  guard let text = unsafe text, let stream = unsafe stream(context) else { return }
  unsafe text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
    unsafe stream.append(UnsafeBufferPointer(start: bytes, count: Int(count)))
  }
}

private func comment(_ context: UnsafeMutableRawPointer?, _ text: UnsafePointer<XML_Char>?) {
  guard let text = unsafe text, let stream = unsafe stream(context) else { return }
  stream.note(comment: unsafe String(cString: text))
}

private func documentType(
  _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<XML_Char>?, _ system: UnsafePointer<XML_Char>?,
  _ publicID: UnsafePointer<XML_Char>?, _ hasInternalSubset: CInt
) {
  unsafe stream(context)?.refuseDocumentType(declares: hasInternalSubset != 0)
}
