/// The groups of an expression that capture, in the order of their opening parentheses.
struct CaptureGroups {
  private(set) var count = 0
  /// The number of each named group, from 1.
  private(set) var numbers: [String: Int] = [:]

  /// Counts the groups, since a reference may stand before its group.
  ///
  /// - Throws: a `PatternError` for a name that is none, or is given twice.
  init(_ scalars: [Unicode.Scalar], in pattern: String) throws(PatternError) {
    var position = 0
    var isInClass = false
    while position < scalars.count {
      switch scalars[position] {
      case "\\": position += 1
      case "[": isInClass = true
      case "]": isInClass = false
      case "(" where !isInClass:
        let next = position + 1 < scalars.count ? scalars[position + 1] : nil
        let third = position + 2 < scalars.count ? scalars[position + 2] : nil
        let fourth = position + 3 < scalars.count ? scalars[position + 3] : nil
        if next != "?" {
          count += 1
        } else if third == "<", fourth != "=", fourth != "!" {
          count += 1
          let name = try Self.name(scalars, from: position + 3, in: pattern)
          guard numbers.updateValue(count, forKey: name) == nil else {
            throw PatternError("the group name \"\(name)\" is given twice", in: pattern, at: position)
          }
        }
      default: break
      }
      position += 1
    }
  }

  /// Reads the name that ends with `>`.
  static func name(_ scalars: [Unicode.Scalar], from start: Int, in pattern: String) throws(PatternError) -> String {
    var end = start
    while end < scalars.count, scalars[end] != ">" {
      let properties = scalars[end].properties
      let isAllowed =
        scalars[end] == "$" || scalars[end] == "_" || (end == start ? properties.isIDStart : properties.isIDContinue)
      guard isAllowed else { throw PatternError("this is no name of a group", in: pattern, at: end) }
      end += 1
    }
    guard end < scalars.count, end > start else {
      throw PatternError("a group has no name here", in: pattern, at: start)
    }
    return String(String.UnicodeScalarView(scalars[start..<end]))
  }
}
