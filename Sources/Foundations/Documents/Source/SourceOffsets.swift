extension SourceText {
  /// The offset of the byte at a position; nil when there is no such line.
  ///
  /// A column past the line's end means its end.
  package func offset(of position: SourcePosition) -> Int? {
    guard let line = range(ofLine: position.line)?.offsets else { return nil }
    var offset = line.lowerBound
    var column = 1
    while column < position.column, offset < line.upperBound {
      offset += lengthOfScalar(at: offset)
      column += 1
    }
    return min(offset, line.upperBound)
  }
}
