internal import Changes
internal import Documents
package import Git
internal import Policy
internal import Terraform

/// A root module of Terraform, as the policy names it.
package struct TerraformEnvironment: Sendable, Hashable {
  package let name: String
  package let folder: RepositoryPath

  /// From the folder.
  let backendConfig: [String]
  let varFiles: [String]

  /// `nil` where the policy does not say it, which is `default`.
  let workspace: String?
}

/// Everything that a plan of an environment depends on: its folder, the local modules that it calls, variable files, and
/// what the policy names besides.
package struct EnvironmentClosure: Sendable {
  package let environment: TerraformEnvironment

  /// The folder of the root module, and those of local modules.
  package let folders: [RepositoryPath]

  /// Files outside of them.
  package let files: [RepositoryPath]

  /// Of every path with its mode and its bytes.
  package let digest: String

  /// What tells its state from another one; `nil` where it has no backend.
  let backend: BackendSettings?

  /// All of it, as paths that an approval is bound to.
  package var paths: [RepositoryPath] { folders + files }
}

/// Where an environment keeps its state, as its files say it.
struct BackendSettings: Sendable {
  let type: String

  /// Settings that are plain strings, those of blocks within as `workspaces.name`.
  var settings: [String: String]
}

/// Why it is not known what an environment depends on.
package struct UnknownClosure: Error, Sendable {
  let path: RepositoryPath
  let line: Int?
  let message: String
}

/// Reads environments and what belongs to them, on one side of a change.
struct TerraformTree {
  let snapshot: Snapshot
  let policy: InfrastructurePolicy

  /// The environments that are there, sorted by their names: folders with at least one file of Terraform.
  func environments() -> [TerraformEnvironment] {
    switch policy.environments {
    case .named(let named):
      return named.map { entry in
        TerraformEnvironment(
          name: entry.name, folder: entry.folder, backendConfig: entry.backendConfig, varFiles: entry.varFiles,
          workspace: entry.workspace)
      }.filter { isRootModule($0.folder) }
    case .folders(let pattern):
      // The folders of a pattern are below what it has before its first wildcard.
      let literal = pattern.text.split(separator: "/").prefix { !$0.contains(where: { "*?[{".contains($0) }) }
      let top = RepositoryPath(literal.joined(separator: "/"))
      let folders = Set(snapshot.paths(below: top).filter(Self.isConfiguration).map(\.parent))
      return folders.filter { pattern.matches($0.bytes) && $0 != top }.sorted().map { folder in
        TerraformEnvironment(name: folder.name, folder: folder, backendConfig: [], varFiles: [], workspace: nil)
      }
    }
  }

  private func isRootModule(_ folder: RepositoryPath) -> Bool {
    do throws(GitError) {
      return try snapshot.files(directlyIn: folder).contains(where: Self.isConfiguration)
    } catch {
      return true
    }
  }

  /// Whether Terraform or OpenTofu reads a file; neither reads hidden files and those of editors.
  static func isConfiguration(_ path: RepositoryPath) -> Bool {
    let name = path.name
    return [".tf", ".tf.json", ".tofu", ".tofu.json"].contains(where: name.hasSuffix) && !name.hasPrefix(".")
  }

  /// - Throws: `UnknownClosure` where a file is no HCL, or a module is called in a way that cannot be followed.
  func closure(of environment: TerraformEnvironment) throws(UnknownClosure) -> EnvironmentClosure {
    var folders: [RepositoryPath] = []
    var linked: [RepositoryPath] = []
    // The path that a module is called by, from which it calls others, and the folder that this is.
    var open = [(environment.folder, environment.folder)]
    var backend: BackendSettings?
    while let (name, folder) = open.popLast() {
      guard !folders.contains(folder) else { continue }
      folders.append(folder)
      for (path, target, file) in try files(in: folder) {
        if let target { linked.append(target) }
        for module in file.body.blocks("module") where module.labels.count == 1 {
          if let called = try calledFolder(module, from: name, at: path, &linked) { open.append(called) }
        }
        if folder == environment.folder { backend = Self.backend(of: file) ?? backend }
      }
    }
    var files = policy.also + linked
    for name in environment.varFiles + environment.backendConfig {
      guard let path = RepositoryPath.resolving(name, from: environment.folder) else { continue }
      files += [path] + (try links.followed(path)?.links ?? [])
    }
    for name in environment.backendConfig {
      guard let path = RepositoryPath.resolving(name, from: environment.folder) else { continue }
      for attribute in try file(path).body.attributes {
        backend?.settings[attribute.name] = attribute.literal
      }
    }
    return EnvironmentClosure(
      environment: environment, folders: folders.sorted(), files: Set(files).sorted(),
      digest: try digest(of: folders, files), backend: backend)
  }

  private var links: TreeLinks { TreeLinks(snapshot: snapshot) }

  /// The files of a module with what links among them lead to; those that override others come last, as Terraform has it.
  private func files(
    in folder: RepositoryPath
  ) throws(UnknownClosure) -> [(path: RepositoryPath, target: RepositoryPath?, file: HCLFile)] {
    var files: [(path: RepositoryPath, target: RepositoryPath?, file: HCLFile)] = []
    let paths: [RepositoryPath]
    do throws(GitError) {
      paths = try snapshot.files(directlyIn: folder)
    } catch {
      throw UnknownClosure(path: folder, line: nil, message: error.message)
    }
    for path in paths.filter(Self.isConfiguration).sorted(by: Self.isReadBefore) {
      guard let followed = try links.followed(path) else {
        throw UnknownClosure(path: path, line: nil, message: "it is a link to outside of the repository")
      }
      files.append((path, followed.links.isEmpty ? nil : followed.path, try file(path)))
    }
    return files
  }

  private static func isReadBefore(_ one: RepositoryPath, _ other: RepositoryPath) -> Bool {
    let (first, second) = (isOverride(one), isOverride(other))
    return first == second ? one < other : second
  }

  /// Whether the blocks of a file take the place of those of others ("Override Files").
  private static func isOverride(_ path: RepositoryPath) -> Bool {
    let name = path.name.split(separator: ".").first.map(String.init) ?? ""
    return name == "override" || name.hasSuffix("_override")
  }

  private func file(_ path: RepositoryPath) throws(UnknownClosure) -> HCLFile {
    let target = try links.followed(path)?.path ?? path
    switch snapshot.file(target) {
    case .absent: throw UnknownClosure(path: path, line: nil, message: "there is no such file")
    case .unreadable(let why): throw UnknownClosure(path: path, line: nil, message: why)
    case .bytes(let bytes):
      do throws(HCLError) {
        return path.name.hasSuffix(".json") ? try HCLFile(json: bytes) : try HCLFile(bytes)
      } catch {
        throw UnknownClosure(path: path, line: error.line, message: error.message)
      }
    }
  }

  /// The folder of a local module; `nil` of one from a registry or another repository.
  private func calledFolder(
    _ module: HCLBlock, from folder: RepositoryPath, at path: RepositoryPath, _ linked: inout [RepositoryPath]
  ) throws(UnknownClosure) -> (RepositoryPath, RepositoryPath)? {
    let name = module.labels.first ?? ""
    // Override files repeat a module without its source.
    guard let source = module.body.attribute("source") else { return nil }
    guard let text = source.literal else {
      throw UnknownClosure(path: path, line: source.line, message: "the source of module `\(name)` is no plain string")
    }
    guard text.hasPrefix("./") || text.hasPrefix("../") else { return nil }
    guard let called = RepositoryPath.resolving(text, from: folder),
      let followed = try links.followed(called)
    else {
      throw UnknownClosure(path: path, line: source.line, message: "module `\(name)` is outside of the repository")
    }
    guard isRootModule(followed.path) else {
      throw UnknownClosure(
        path: path, line: source.line, message: "module `\(name)` has no files in `\(followed.path)`")
    }
    linked += followed.links
    return (called, followed.path)
  }

  private static func backend(of file: HCLFile) -> BackendSettings? {
    for block in file.body.blocks("terraform") {
      for backend in block.body.blocks("backend") where backend.labels.count == 1 {
        return BackendSettings(type: backend.labels[0], settings: settings(of: backend.body))
      }
      if let cloud = block.body.blocks("cloud").first {
        return BackendSettings(type: "cloud", settings: settings(of: cloud.body))
      }
    }
    return nil
  }

  private static func settings(of body: HCLBody) -> [String: String] {
    var settings: [String: String] = [:]
    for attribute in body.attributes { settings[attribute.name] = attribute.literal }
    for block in body.blocks {
      for attribute in block.body.attributes { settings["\(block.type).\(attribute.name)"] = attribute.literal }
    }
    return settings
  }

  private func digest(of folders: [RepositoryPath], _ files: [RepositoryPath]) throws(UnknownClosure) -> String {
    var lines: Set<String> = []
    do throws(GitError) {
      for folder in RepositoryPath.outermost(of: folders) {
        for file in try snapshot.files(below: folder) where !file.path.isMarkdown {
          lines.insert("\(file.path) \(file.version.mode.description) \(file.version.id)")
        }
      }
      for file in files {
        let version = try snapshot.version(of: file)
        lines.insert("\(file) \(version.map { "\($0.mode.description) \($0.id)" } ?? "absent")")
      }
    } catch {
      throw UnknownClosure(path: folders.first ?? .root, line: nil, message: error.message)
    }
    return Digest.sha256(of: Array(lines.sorted().joined(separator: "\n").utf8)).description
  }
}
