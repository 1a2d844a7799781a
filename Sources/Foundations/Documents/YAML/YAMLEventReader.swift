internal import CLibYAML

/// The owner of a libyaml parser and of the bytes it reads.
@safe struct YAMLEventReader: ~Copyable {
  private let source: SourceText
  private let offsets: CharacterOffsets
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// libyaml keeps a pointer to its input for as long as it parses.
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// Begins to read a text that is UTF-8.
  init(_ source: SourceText) throws(DocumentError) {
    self.source = source
    offsets = CharacterOffsets(source)
    let text = source.bytes[offsets.base...]
    unsafe input = .allocate(capacity: max(text.count, 1))
    _ = unsafe input.initialize(from: text)
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else { throw source.outOfMemory }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, text.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// Reads the next event.
  ///
  /// - Throws: a `DocumentError` where the text breaks the grammar.
  func next() throws(DocumentError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw error }
    defer { unsafe yaml_event_delete(&event) }
    let range = unsafe SourceRange(
      offsets.offset(ofCharacter: event.start_mark.index), offsets.offset(ofCharacter: event.end_mark.index))
    return unsafe YAMLEvent(kind: Self.kind(of: event), range: range)
  }

  private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT: return unsafe .alias(string(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let text = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return unsafe .scalar(
        YAMLScalar(
          properties: YAMLProperties(anchor: string(scalar.anchor), tag: string(scalar.tag)), text: Array(text),
          isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE))
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.data.sequence_start
      return unsafe .sequenceStart(
        YAMLProperties(anchor: string(start.anchor), tag: string(start.tag)),
        isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE)
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.data.mapping_start
      return unsafe .mappingStart(
        YAMLProperties(anchor: string(start.anchor), tag: string(start.tag)),
        isFlow: start.style == YAML_FLOW_MAPPING_STYLE)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .collectionEnd
    default: return .streamEnd
    }
  }

  private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let text = unsafe text else { return nil }
    return unsafe String(cString: text)
  }

  /// What libyaml found wrong, where, and in what it was at the time.
  private var error: DocumentError {
    let state = unsafe parser.pointee
    let problem = unsafe state.problem.map { unsafe String(cString: $0) } ?? ""
    let context = unsafe state.context.map { unsafe String(cString: $0) } ?? ""
    switch unsafe state.error {
    case YAML_MEMORY_ERROR: return source.outOfMemory
    case YAML_READER_ERROR: return unsafe source.unreadable(at: offsets.base + state.problem_offset)
    default:
      return unsafe source.yamlProblem(
        problem, at: offsets.offset(ofCharacter: state.problem_mark.index), context: context,
        from: offsets.offset(ofCharacter: state.context_mark.index))
    }
  }
}
