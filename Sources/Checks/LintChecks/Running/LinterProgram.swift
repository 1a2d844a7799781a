internal import Documents
internal import Git
internal import OperatingSystem
internal import SystemPackage

/// How a linter is started in a package: as the package has installed it, or by `PATH`.
enum LinterProgram: Equatable {
  /// What is started, and what is started instead where that does not work.
  case command([String], instead: [String]? = nil)
  /// The package declares the linter and has not installed it; what is missing.
  case notInstalled(String)

  /// - Parameters:
  ///   - tool: the linter.
  ///   - package: where it runs.
  ///   - root: the folder that all files are laid out in.
  init(_ tool: LintTool, in package: LintPackage, below root: FilePath) {
    let command = Self.plain(tool)
    guard let declaration = package.declaration, Self.isTool(command, of: tool.format) else {
      self = .command(command)
      return
    }
    switch tool.format {
    case .rubocop where tool.usesSystem:
      self = .command(
        command.first == "bundle" ? command : ["bundle", "exec"] + command, instead: [tool.format.installed])
    case .rubocop: self = .command(command.first == "bundle" ? command : ["bundle", "exec"] + command)
    case .eslint:
      if let program = Self.installed("eslint", above: package, below: root) {
        self = .command([program] + command.dropFirst())
      } else if tool.usesSystem {
        self = .command(command)
      } else {
        self = .notInstalled("\(declaration) declares it, and node_modules has no eslint")
      }
    }
  }

  /// The command without npx, which looks for the linter in the same place and could fetch another one.
  private static func plain(_ tool: LintTool) -> [String] {
    var words = tool.command.isEmpty ? [tool.format.installed] : tool.command
    if words.first == "npx" { words = Array(words.dropFirst().drop { $0.hasPrefix("-") }) }
    return words.isEmpty ? [tool.format.installed] : words
  }

  private static func isTool(_ command: [String], of format: LintFormat) -> Bool {
    command.first == format.installed || command.starts(with: ["bundle", "exec", format.installed])
  }

  /// The program in `node_modules/.bin` of the package, or of a folder above it.
  private static func installed(_ name: String, above package: LintPackage, below root: FilePath) -> String? {
    var folder = package.folder
    while true {
      let place = root.appending(folder.text ?? "").appending("node_modules/.bin/\(name)").string
      if Folders.isExecutable(place) { return place }
      guard folder != .root else { return nil }
      folder = folder.parent
    }
  }

  /// The version of ESLint that a command starts, without a second start, which would take as long as the first.
  ///
  /// - Returns: what its `package.json` says; `nil` where none is found.
  static func version(of command: [String], _ format: LintFormat, path: String) -> String? {
    guard format == .eslint else { return nil }
    for word in command {
      guard let program = located(word, path: path) else { continue }
      var folder = FilePath(real(program)).removingLastComponent()
      for _ in 0..<4 {
        if let version = version(inPackage: folder.appending("package.json").string) { return version }
        folder = folder.removingLastComponent()
      }
    }
    return nil
  }

  private static func located(_ word: String, path: String) -> String? {
    if word.contains("/") { return Folders.status(of: word) == nil ? nil : word }
    return path.split(separator: ":").map { "\($0)/\(word)" }.first(where: Folders.isExecutable)
  }

  private static func real(_ path: String) -> String {
    do {
      return try Folders.realPath(of: path)
    } catch {
      return path
    }
  }

  private static func version(inPackage file: String) -> String? {
    do {
      let root = try Document.json(SourceText(FileReader.read(file, limit: 1 << 20))).root
      return root["name"]?.string == "eslint" ? root["version"]?.string : nil
    } catch {
      return nil
    }
  }
}
