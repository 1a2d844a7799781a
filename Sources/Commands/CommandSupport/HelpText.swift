/// The help of a command in lines that fit a terminal.
///
/// ArgumentParser wraps all of it but the line that lists the options.
enum HelpText {
  /// The columns of the smallest terminal that is common.
  static let columns = 80

  /// The text with its usage broken between options.
  static func wrapped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let isUsage = ["USAGE: ", "Usage: "].contains { line.hasPrefix($0) }
      return isUsage && line.count > columns ? usage(line) : String(line)
    }.joined(separator: "\n")
  }

  /// A usage whose options and arguments each stay whole.
  private static func usage(_ line: Substring) -> String {
    let indent = String(repeating: " ", count: 9)
    var lines = [""]
    for part in parts(of: line) {
      let last = lines[lines.count - 1]
      if !last.isEmpty, last.count + 1 + part.count > columns {
        lines.append(indent + part)
      } else {
        lines[lines.count - 1] = last.isEmpty ? part : "\(last) \(part)"
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Words, where what is in brackets is one.
  private static func parts(of line: Substring) -> [String] {
    var parts: [String] = []
    var depth = 0
    for word in line.split(separator: " ") {
      if depth > 0, let last = parts.popLast() { parts.append("\(last) \(word)") } else { parts.append(String(word)) }
      depth += word.count { $0 == "[" } - word.count { $0 == "]" }
    }
    return parts
  }
}
