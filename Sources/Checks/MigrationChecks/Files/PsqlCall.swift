/// A call of psql with its options (psql, "Options").
struct PsqlCall {
  /// Whether the first error ends it with a status other than 0.
  private(set) var stopsOnError = false
  private(set) var isSingleTransaction = false

  /// The options of one letter that have an argument.
  private static let withArgument: Set<Character> = ["c", "d", "f", "F", "h", "L", "o", "p", "P", "R", "T", "U", "v"]

  /// Reads a command that runs psql, be it by `sudo`, `timeout` or the like; `nil` for others.
  init?(_ command: ShellCommand.SimpleCommand) {
    guard !["echo", "printf", "command", "type", "which", "hash"].contains(command.name),
      let index = command.words.firstIndex(where: { ShellCommand.SimpleCommand.base($0.text) == "psql" })
    else { return nil }
    var files = 0
    var commands = 0
    var isSet: Bool?
    for (letter, value) in Self.options(command.words[(index + 1)...].map(\.text)) {
      switch letter {
      case "1": isSingleTransaction = true
      case "c": commands += 1
      case "f": files += 1
      case "v":
        let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.first == "ON_ERROR_STOP" else { continue }
        isSet = parts.count == 2 && ["1", "on", "true", "yes"].contains(parts[1].lowercased())
      default: continue
      }
    }
    let setsItself = command.heredocs.contains { text in
      text.split(whereSeparator: \.isNewline).contains { line in
        let words = line.split { $0 == " " || $0 == "\t" }
        return words.starts(with: ["\\set", "ON_ERROR_STOP"])
          && words.dropFirst(2).first.map { $0 != "0" && $0 != "off" } == true
      }
    }
    // The status is that of a single command of `-c` in any case.
    stopsOnError = isSet ?? (setsItself || commands == 1 && files == 0)
  }

  /// The options by their letters with their arguments.
  private static func options(_ words: [String]) -> [(letter: Character, value: String)] {
    let long: [String: Character] = [
      "--set": "v", "--variable": "v", "--command": "c", "--file": "f", "--single-transaction": "1",
    ]
    var options: [(Character, String)] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if word.hasPrefix("--") {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        guard let letter = long[parts.first ?? ""] else { continue }
        options.append((letter, parts.count == 2 ? parts[1] : letter == "1" ? "" : rest.popFirst() ?? ""))
      } else if word.hasPrefix("-") {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
          guard withArgument.contains(letter) else {
            options.append((letter, ""))
            continue
          }
          options.append((letter, letters.isEmpty ? rest.popFirst() ?? "" : String(letters)))
          break
        }
      }
    }
    return options
  }
}
