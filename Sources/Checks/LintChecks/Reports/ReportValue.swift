internal import Documents
package import Findings
internal import Git
internal import Policy

/// A report of linters that cannot be used, at the place that is wrong.
package struct UnreadableLintReport: Error, Sendable {
  package let message: String
  package let place: Place?
  package let help: String?
}

/// A value of a report, or of a linter's output, on its way to becoming a Swift one.
struct ReportValue {
  let node: Node
  let source: SourceText

  /// The document as it is shown.
  let file: String

  /// Where in the document, as in `runs[0].files[2].blob`.
  let name: String

  /// Parses a document; what nobody writes (a million values and more, deep nesting, a key twice) is refused.
  ///
  /// The reports of this project are held to their schema; what linters write has none, and is judged as it is read.
  static func root(
    of source: SourceText, file: String, schema: DocumentSchema? = nil
  ) throws(UnreadableLintReport) -> ReportValue {
    let document = try document(of: source, file: file)
    if let fault = schema?.faults(of: document, path: file).first {
      throw UnreadableLintReport(message: fault.message, place: fault.place, help: fault.help)
    }
    return ReportValue(node: document.root, source: source, file: file, name: "the document")
  }

  private static func document(of source: SourceText, file: String) throws(UnreadableLintReport) -> Document {
    do throws(DocumentError) {
      let document = try Document.json(source, limits: DocumentLimits(depth: 64, nodes: 4_000_000))
      try document.requireNoDefects(except: [.loneSurrogate])
      return document
    } catch {
      throw UnreadableLintReport(
        message: error.message, place: Place(error.range, of: source, path: file), help: error.help)
    }
  }

  /// The value of a key; `nil` where there is none, or a null.
  func optional(_ key: String) throws(UnreadableLintReport) -> ReportValue? {
    guard let object = node.object else { throw wrong("an object") }
    guard let value = object[key], !value.isNull else { return nil }
    return child(value, isRoot ? key : "\(name).\(key)")
  }

  func required(_ key: String) throws(UnreadableLintReport) -> ReportValue {
    guard let value = try optional(key) else { throw wrong("an object with the key \"\(key)\"") }
    return value
  }

  func elements() throws(UnreadableLintReport) -> [ReportValue] {
    guard let elements = node.array else { throw wrong("a list") }
    var values: [ReportValue] = []
    for element in elements { values.append(child(element, "\(isRoot ? "" : name)[\(values.count)]")) }
    return values
  }

  func text() throws(UnreadableLintReport) -> String {
    guard let text = node.string else { throw wrong("a text") }
    return text
  }

  func flag() throws(UnreadableLintReport) -> Bool {
    guard let flag = node.boolean else { throw wrong("true or false") }
    return flag
  }

  func integer() throws(UnreadableLintReport) -> Int {
    guard let integer = node.number?.int else { throw wrong("an integer") }
    return integer
  }

  func word<Word>(of type: Word.Type) throws(UnreadableLintReport) -> Word
  where Word: RawRepresentable<String> & CaseIterable {
    guard let text = node.string, let word = Word(rawValue: text) else {
      throw wrong("one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return word
  }

  func id() throws(UnreadableLintReport) -> ObjectID {
    guard let text = node.string, let id = ObjectID(text) else { throw wrong("an id of 40 hexadecimal digits") }
    return id
  }

  /// The error that something else was expected here.
  func wrong(_ expected: String) -> UnreadableLintReport {
    UnreadableLintReport(
      message: "\(name) is to be \(expected)", place: Place(node.range, of: source, path: file), help: nil)
  }

  private var isRoot: Bool { name == "the document" }

  private func child(_ node: Node, _ name: String) -> ReportValue {
    ReportValue(node: node, source: source, file: file, name: name)
  }
}
