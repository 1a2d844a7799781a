internal import Changes
internal import Documents
internal import Git

/// A script of `package.json` that a command of a suite starts: `npm test` says nothing of what is run.
struct PackageScript: Sendable, Equatable {
  /// The name of the script.
  let name: String
  let line: String

  private static let managers: Set<String> = ["npm", "yarn", "pnpm", "bun"]

  /// The scripts that a command starts, with those before and after them, as the package in a folder has them.
  ///
  /// - Throws: `GitError` of reading the file.
  static func all(
    of command: [String], in folder: RepositoryPath, on side: Snapshot
  ) throws(GitError) -> [PackageScript] {
    let names = names(in: command)
    guard !names.isEmpty, let source = try WorkspaceText.read(folder.appending("package.json"), on: side) else {
      return []
    }
    do throws(DocumentError) {
      let scripts = try Document.json(source).root["scripts"]
      var found: [PackageScript] = []
      // A script may start another one, which is followed a few times.
      var open = names.map { ($0, 0) }
      while let (name, depth) = open.popLast() {
        for each in ["pre" + name, name, "post" + name] {
          guard let line = scripts?[each]?.string, !found.contains(where: { $0.name == each }) else { continue }
          found.append(PackageScript(name: each, line: line))
          guard depth < 8 else { continue }
          for step in SuiteCommand(["sh", "-c", line]).steps {
            open += self.names(in: step.words).map { ($0, depth + 1) }
          }
        }
      }
      return found
    } catch {
      // Then the package manager cannot read it either.
      return []
    }
  }

  /// The names of scripts in a command: `npm test`, `npm run x`, `yarn x`.
  private static func names(in command: [String]) -> [String] {
    guard let program = command.first, managers.contains(program) else { return [] }
    let words = command.dropFirst().prefix { $0 != "--" }.filter { !$0.hasPrefix("-") }
    switch words.first {
    case "test", "t", "tst": return ["test"]
    case "run", "run-script": return words.dropFirst().first.map { [$0] } ?? []
    case let word? where program != "npm": return [word]
    default: return []
    }
  }
}
