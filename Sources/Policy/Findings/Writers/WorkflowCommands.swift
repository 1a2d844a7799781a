/// The commands that GitHub's runner obeys when it reads them in the output of a step.
///
/// A path or a line of a file under judgement could be one, and so set an output of the step that prints it.
enum WorkflowCommands {
  /// The text with a character of each command replaced by U+FFFD, which takes one column as what it replaces does.
  ///
  /// A command stands at the start of a line, after white space, as `::name::` (GitHub Docs, "Workflow commands for
  /// GitHub Actions"), or anywhere as `##[name]`, the older form.
  static func defused(_ text: String) -> String {
    guard text.utf8.contains(colon) || text.utf8.contains(numberSign) else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { defused(line: $0) }.joined(separator: "\n")
  }

  private static let colon = UInt8(ascii: ":")
  private static let numberSign = UInt8(ascii: "#")
  private static let replacement: Unicode.Scalar = "\u{FFFD}"

  private static func defused(line: Substring) -> String {
    var scalars = Array(line.unicodeScalars)
    let start = scalars.firstIndex { !$0.properties.isWhitespace } ?? scalars.endIndex
    if scalars[start...].starts(with: "::".unicodeScalars) { scalars[start] = replacement }
    for index in scalars.indices.dropFirst(2)
    where scalars[index] == "[" && scalars[index - 1] == "#" && scalars[index - 2] == "#" {
      scalars[index - 1] = replacement
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
