import Documents
import TestSupport

/// The targets of the package as `swift package dump-package` declares them.
struct House {
  struct Room {
    let name: String
    let folder: String
    let dependencies: [String]

    /// Which floor a target is on, by its folder; `nil` for tests.
    var floor: Int? {
      let floors = ["Libraries", "Foundations", "Policy", "Checks", "Commands"]
      let parts = folder.split(separator: "/").map(String.init)
      guard parts.first == "Sources", parts.count > 1, let floor = floors.firstIndex(of: parts[1]) else { return nil }
      // What the executables share lies below them.
      return parts[1] == "Commands" && name != "CommandSupport" ? floor + 1 : floor
    }
  }

  let rooms: [String: Room]

  static func declared() async throws -> House { try await shared.value }

  private static let shared = Task { try await read() }

  private static func read() async throws -> House {
    let arguments = ["package", "--ignore-lock", "dump-package"]
    let dump = try await Tool.run("swift", arguments, in: Project.root)
    guard dump.status == 0 else { throw ToolFailure(command: "swift package dump-package", result: dump) }
    let targets = try Document.json(SourceText(dump.output)).root["targets"]?.array
    let rooms = (targets.map(Array.init) ?? []).map { target in
      Room(
        name: target["name"]?.string ?? "", folder: target["path"]?.string ?? "",
        dependencies: target["dependencies"]?.array?.compactMap(name(of:)) ?? [])
    }
    return House(rooms: Dictionary(rooms.map { ($0.name, $0) }) { first, _ in first })
  }

  /// A dependency is `{"byName": [name, …]}`, `{"target": [name, …]}` or `{"product": [name, package, …]}`.
  private static func name(of dependency: Node) -> String? {
    dependency.object?.first { _ in true }?.value.array?.first?.string
  }

  /// The modules that a Swift file imports, whatever attributes and access level stand before the word.
  static func imports(of text: String) -> [String] {
    text.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ").map(String.init)
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
        words[..<place].allSatisfy({ $0.hasPrefix("@") || ["internal", "package", "public", "private"].contains($0) })
      else { return nil }
      let kinds = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
      let name = kinds.contains(words[place + 1]) && place + 2 < words.count ? words[place + 2] : words[place + 1]
      return name.split(separator: ".").first.map(String.init)
    }
  }
}
