/// A workflow command: a line by which a step tells the runner of GitHub Actions something.
///
/// It is described in GitHub's documentation under "Workflow commands for GitHub Actions".
struct WorkflowCommand {
  let name: String
  let properties: [(name: String, value: String)]

  /// What is said; it may have several lines.
  let message: String

  /// The command as one line, without a line break.
  ///
  /// A line feed stays one for whoever reads the message; every other harmful character is made visible.
  var line: String {
    let properties = properties.map { "\($0.name)=\(Self.escaped($0.value, isProperty: true))" }
    let lead = properties.isEmpty ? name : "\(name) \(properties.joined(separator: ","))"
    return "::\(lead)::\(Self.escaped(message, isProperty: false))"
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25".unicodeScalars
      case "\n": escaped += "%0A".unicodeScalars
      case ":" where isProperty: escaped += "%3A".unicodeScalars
      case "," where isProperty: escaped += "%2C".unicodeScalars
      // The older form of a command, `##[name]`, is looked for in the middle of lines, too, and nothing escapes it.
      case "[" where escaped.suffix(2).elementsEqual("##".unicodeScalars): escaped += " [".unicodeScalars
      default: escaped.append(TerminalText.visible(scalar))
      }
    }
    return String(escaped)
  }
}
