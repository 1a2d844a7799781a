/// What an anchor of this document stands for.
struct YAMLAnchor {
  /// The scalar, since it can mean one thing as a value and another as a key.
  var scalar: YAMLScalar?
  /// The entry of the value on the tape.
  var valueIndex: Int?
  /// The entry of the scalar as a key.
  var keyIndex: Int?
  /// How many levels of collections it has; 0 for a scalar.
  var height = 0
  /// Whether the collection is not complete yet, so that an alias to it would never end.
  var isOpen = false
}

extension YAMLComposer {
  /// Appends a copy of what an anchor stands for; its size is counted before.
  mutating func appendAlias(_ name: String, range: SourceRange) throws(DocumentError) {
    guard var anchor = anchors[name] else {
      throw DocumentError(
        .syntax, "no anchor '&\(name)' comes before this alias", at: range, in: source,
        help: "define the anchor earlier in this document, or put the text in quotes")
    }
    guard !anchor.isOpen else {
      throw DocumentError(
        .cyclicAlias, "this alias is inside the node that '&\(name)' marks, so it would never end", at: range,
        in: source, help: "remove the alias")
    }
    guard open.count + anchor.height <= limits.depth else { throw source.tooDeep(limits, at: Int(range.start)) }
    let isKey = expectsKey
    let index = builder.count
    if let known = isKey ? anchor.keyIndex : anchor.valueIndex {
      try count(builder.stride(at: known), range: range)
      builder.appendCopy(of: known, range: range)
    } else if let scalar = anchor.scalar {
      try count(1, range: range)
      if isKey { try appendKey(scalar, range: range) } else { try appendValue(scalar, range: range) }
      if isKey { anchor.keyIndex = index } else { anchor.valueIndex = index }
      define(name, anchor, at: index)
    } else if isKey {
      throw source.collectionAsKey(range)
    } else {
      throw DocumentError(
        .defective, "what '&\(name)' marks was replaced by a later member with the same key", at: range, in: source,
        help: "remove one of the two members")
    }
    advance(end: Int(range.end), height: anchor.height)
  }

  private mutating func count(_ added: Int, range: SourceRange) throws(DocumentError) {
    aliasedNodes += added
    guard aliasedNodes <= limits.aliasedNodes, nodes + added <= limits.nodes else {
      throw DocumentError(
        .tooManyAliases, "the aliases up to here stand for more than \(limits.aliasedNodes) values and keys", at: range,
        in: source, help: "write the values out, or use fewer aliases")
    }
  }

  /// Follows the entries of anchors when members with duplicate keys leave the tape.
  ///
  /// They are among the last of the tape, and so are the entries that have to be followed: those of all others are not
  /// looked at.
  mutating func moveAnchors(_ removals: [Range<Int>]) {
    guard let first = removals.first?.lowerBound else { return }
    var names: Set<String> = []
    var kept = anchorEntries.count
    while kept > 0, anchorEntries[kept - 1].index >= first {
      kept -= 1
      names.insert(anchorEntries[kept].name)
    }
    anchorEntries.removeLast(anchorEntries.count - kept)
    var moved: [(index: Int, name: String)] = []
    for name in names {
      guard var anchor = anchors[name] else { continue }
      anchor.valueIndex = anchor.valueIndex.flatMap { Self.moved($0, by: removals) }
      anchor.keyIndex = anchor.keyIndex.flatMap { Self.moved($0, by: removals) }
      anchors[name] = anchor
      moved += [anchor.valueIndex, anchor.keyIndex].compactMap(\.self).filter { $0 >= first }.map { ($0, name) }
    }
    anchorEntries += moved.sorted { $0.index < $1.index }
  }

  /// Notes what an anchor stands for, and the entry that is new of it.
  mutating func define(_ name: String, _ anchor: YAMLAnchor, at index: Int) {
    anchors[name] = anchor
    anchorEntries.append((index, name))
  }

  private static func moved(_ index: Int, by removals: [Range<Int>]) -> Int? {
    var distance = 0
    for removal in removals where removal.lowerBound <= index {
      if removal.contains(index) { return nil }
      distance += removal.count
    }
    return index - distance
  }
}
