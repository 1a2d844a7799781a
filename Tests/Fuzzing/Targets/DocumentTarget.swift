internal import Documents

/// JSON and YAML: what is read, written and read again is the same.
enum DocumentTarget {
  static func run(_ bytes: [UInt8]) throws(FuzzFinding) {
    let source = SourceText(bytes)
    if let json = result({ () throws(DocumentError) in try Document.json(source) }) {
      try check(json)
      try checkNesting(of: json.root, within: 0...UInt32(clamping: bytes.count))
    }
    if let yaml = result({ () throws(DocumentError) in try Document.yaml(source) }) {
      try check(yaml)
      let stream = result { () throws(DocumentError) in try Document.yamlStream(source) }
      try require(stream?.first?.root ?? .null == yaml.root, "a stream of one document is another document")
    }
    for line in 0...min(source.lineCount, 100) + 1 {
      guard let range = source.range(ofLine: line) else { continue }
      try require(source.position(at: Int(range.start)).line == line, "line \(line) begins in another line")
    }
  }

  private static func check(_ document: Document) throws(FuzzFinding) {
    for defect in document.defects {
      try require(Int(defect.range.end) <= document.source.bytes.count, "a defect lies outside of the text")
    }
    for written in [document.root.jsonBytes(), document.root.jsonBytes(pretty: true)] {
      guard let again = result({ () throws(DocumentError) in try Document.json(SourceText(written)) }) else {
        throw FuzzFinding("what was written cannot be read")
      }
      try require(again.root == document.root, "what was written is another value")
      try require(again.root.hashValue == document.root.hashValue, "equal values have different hashes")
    }
  }

  /// Whether all that stands in a value of JSON stands inside of its brackets, and in order.
  private static func checkNesting(of root: Node, within range: ClosedRange<UInt32>) throws(FuzzFinding) {
    var open = [(root, range)]
    while let (node, range) = open.popLast() {
      try require(
        range.contains(node.range.start) && range.contains(node.range.end) && node.range.start < node.range.end,
        "a value lies outside of what it stands in")
      let inside = node.range.start...node.range.end
      for element in node.array.map(Array.init) ?? [] { open.append((element, inside)) }
      for member in node.object.map(Array.init) ?? [] {
        try require(member.keyRange.end <= member.value.range.start, "a value stands before its key")
        open.append((member.value, inside))
      }
    }
  }
}
