extension Document {
  /// Parses one YAML document by the core schema (YAML 1.2.2 §10.3); an empty file is null.
  ///
  /// Keys are strings: a plain scalar is its text (`200:` is the key "200"). Aliases are expanded.
  /// - Throws: a `DocumentError` where the text breaks the grammar, passes a limit, holds what JSON cannot express, or
  ///   has a second document.
  package static func yaml(_ source: SourceText, limits: DocumentLimits = .standard) throws(DocumentError) -> Document {
    var reader = try YAMLDocumentReader(source, limits: limits)
    let document = try reader.next() ?? Document(source: source, root: .null, defects: [])
    guard let start = try reader.startOfNext() else { return document }
    throw DocumentError(
      .unsupported, "a second document begins here, expected one", at: start, in: source,
      expected: "the end of the file", help: "put it in a file of its own")
  }

  /// Parses all documents of a YAML stream (YAML 1.2.2 §9.2), none for an empty file; see `yaml`.
  package static func yamlStream(
    _ source: SourceText, limits: DocumentLimits = .standard
  ) throws(DocumentError) -> [Document] {
    var reader = try YAMLDocumentReader(source, limits: limits)
    var documents: [Document] = []
    while let document = try reader.next() { documents.append(document) }
    return documents
  }
}

/// Reads the documents of a stream, one after the other.
private struct YAMLDocumentReader: ~Copyable {
  private let source: SourceText
  private let limits: DocumentLimits
  private let events: YAMLEventReader
  /// How many values and keys the documents so far have; the limit is for the file.
  private var nodes: Int
  /// Where the document before ends.
  private var end = 0

  init(_ source: SourceText, limits: DocumentLimits) throws(DocumentError) {
    try source.requireLength(within: limits)
    try source.requireUTF8()
    let events = try YAMLEventReader(source)
    self.source = source
    self.limits = limits
    self.events = events
    nodes = 0
  }

  /// Skips to the next document and answers where it begins; nil at the end of the stream.
  mutating func startOfNext() throws(DocumentError) -> SourceRange? {
    while true {
      try source.requireFewDirectives(from: end)
      let event = try events.next()
      end = Int(event.range.end)
      switch event.kind {
      case .documentStart: return event.range
      case .streamEnd: return nil
      default: continue
      }
    }
  }

  mutating func next() throws(DocumentError) -> Document? {
    guard try startOfNext() != nil else { return nil }
    var composer = YAMLComposer(source: source, limits: limits, nodes: nodes)
    while true {
      let event = try events.next()
      if case .documentEnd = event.kind {
        end = Int(event.range.end)
        break
      }
      try composer.take(event)
    }
    nodes = composer.nodes
    return try composer.finish()
  }
}

extension SourceText {
  /// How many directives may stand before a document.
  ///
  /// libyaml compares each tag directive with all before it, and each tag with all of them.
  private static let directiveLimit = 100

  private static let documentEnd = [Byte.dot, Byte.dot, Byte.dot]

  /// Looks at the directives (YAML 1.2.2 §6.8) that stand where a document may begin.
  ///
  /// - Throws: a `DocumentError` where there are too many.
  fileprivate func requireFewDirectives(from start: Int) throws(DocumentError) {
    var offset = start
    var count = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == Byte.percent {
        count += 1
        guard count <= Self.directiveLimit else {
          throw DocumentError(
            .unsupported, "more than \(Self.directiveLimit) directives stand before this document",
            at: SourceRange(offset, offset + 1), in: self, help: "remove those that are not needed")
        }
      }
      if byte == Byte.percent || byte == Byte.numberSign {
        while offset < bytes.count, bytes[offset] != Byte.lineFeed, bytes[offset] != Byte.carriageReturn { offset += 1 }
        continue
      }
      if bytes[offset...].starts(with: Self.documentEnd) {
        offset += Self.documentEnd.count
        continue
      }
      guard byte <= Byte.space || Byte.byteOrderMark.contains(byte) else { return }
      offset += 1
    }
  }
}
