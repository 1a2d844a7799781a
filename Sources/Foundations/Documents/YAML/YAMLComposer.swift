/// Builds the tape of one YAML document from its events.
struct YAMLComposer {
  let source: SourceText
  let limits: DocumentLimits
  var builder: TapeBuilder
  var defects: [DocumentDefect] = []
  /// The collections that are open, innermost last.
  var open: [Frame] = []
  var anchors: [String: YAMLAnchor] = [:]
  /// The entries that anchors stand for, by the end of what they stand for: those inside of an object that is closed
  /// are the last ones.
  var anchorEntries: [(index: Int, name: String)] = []
  var aliasedNodes = 0
  /// The values and keys of the documents before this one.
  private let earlierNodes: Int

  /// A sequence or mapping that is open.
  struct Frame {
    var index: Int
    var isMapping: Bool
    var isFlow: Bool
    var anchor: String?
    /// The elements or members so far.
    var count = 0
    /// Whether the next node of a mapping is a key.
    var expectsKey: Bool
    /// Where the last node inside ends: libyaml lets a block collection end at the token after it.
    var end: Int
    /// How many levels of collections there are inside, its own included.
    var height = 1
  }

  init(source: SourceText, limits: DocumentLimits, nodes: Int) {
    self.source = source
    self.limits = limits
    earlierNodes = nodes
    builder = TapeBuilder(source: source.bytes)
  }

  /// The values and keys of this document and those before it.
  var nodes: Int { earlierNodes + builder.count }

  var expectsKey: Bool { open.last.map { $0.isMapping && $0.expectsKey } ?? false }

  mutating func take(_ event: YAMLEvent) throws(DocumentError) {
    guard nodes < limits.nodes else { throw source.tooManyNodes(limits, at: Int(event.range.start)) }
    switch event.kind {
    case .alias(let name): try appendAlias(name, range: event.range)
    case .scalar(let scalar): try append(scalar, range: event.range)
    case .sequenceStart(let properties, let isFlow):
      try start(isMapping: false, isFlow: isFlow, properties, range: event.range)
    case .mappingStart(let properties, let isFlow):
      try start(isMapping: true, isFlow: isFlow, properties, range: event.range)
    case .collectionEnd: try close(end: Int(event.range.end))
    case .streamStart, .documentStart, .documentEnd, .streamEnd: break
    }
  }

  consuming func finish() throws(DocumentError) -> Document {
    for duplicate in builder.duplicates { try add(source.duplicateKey(duplicate)) }
    let defects = defects.sorted { $0.range.start < $1.range.start }
    return Document(source: source, root: Node(tape: builder.finish(), index: 0), defects: defects)
  }

  mutating func add(_ defect: DocumentDefect) throws(DocumentError) {
    guard defects.count < limits.defects else { throw source.tooManyDefects(limits, last: defect) }
    defects.append(defect)
  }

  private mutating func append(_ scalar: YAMLScalar, range: SourceRange) throws(DocumentError) {
    let index = builder.count
    let isKey = expectsKey
    if isKey { try appendKey(scalar, range: range) } else { try appendValue(scalar, range: range) }
    if let name = scalar.properties.anchor {
      let anchor = YAMLAnchor(scalar: scalar, valueIndex: isKey ? nil : index, keyIndex: isKey ? index : nil)
      define(name, anchor, at: index)
    }
    advance(end: Int(range.end), height: 0)
  }

  /// Notes that a key or value is complete.
  mutating func advance(end: Int, height: Int) {
    guard !open.isEmpty else { return }
    let last = open.count - 1
    let isKey = expectsKey
    if !isKey { open[last].count += 1 }
    if open[last].isMapping { open[last].expectsKey = !isKey }
    open[last].end = max(open[last].end, end)
    open[last].height = max(open[last].height, height + 1)
  }

  private mutating func start(
    isMapping: Bool, isFlow: Bool, _ properties: YAMLProperties, range: SourceRange
  ) throws(DocumentError) {
    guard !expectsKey else { throw source.collectionAsKey(range) }
    guard open.count < limits.depth else { throw source.tooDeep(limits, at: Int(range.start)) }
    let own = YAMLTag.prefix + (isMapping ? "map" : "seq")
    if let tag = properties.tag, tag != own, tag != YAMLTag.nonSpecific {
      throw source.unsupportedTag(tag, range: range)
    }
    if let name = properties.anchor { anchors[name] = YAMLAnchor(isOpen: true) }
    open.append(
      Frame(
        index: builder.count, isMapping: isMapping, isFlow: isFlow, anchor: properties.anchor, expectsKey: isMapping,
        end: Int(range.end)))
    builder.append(Entry(isMapping ? .object : .array, range: range))
  }

  private mutating func close(end: Int) throws(DocumentError) {
    guard let frame = open.popLast() else { return }
    let end = frame.isFlow ? end : frame.end
    if frame.isMapping {
      builder.closeObject(at: frame.index, count: frame.count, end: end)
      try source.requireFewDuplicates(in: builder, limits)
      moveAnchors(builder.takeRemovals())
    } else {
      builder.closeArray(at: frame.index, count: frame.count, end: end)
    }
    // An alias inside of a second anchor of this name meant that one, so the name may be another's by now.
    if let name = frame.anchor, anchors[name]?.isOpen == true {
      define(name, YAMLAnchor(valueIndex: frame.index, height: frame.height), at: frame.index)
    }
    advance(end: end, height: frame.height)
  }
}
