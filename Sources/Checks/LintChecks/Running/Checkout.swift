internal import Changes
internal import Documents
internal import Git
internal import SystemPackage

/// One side of a change as files in a scratch folder, for linters and what they read besides.
///
/// All files of the commit are there, since a linter reads its configuration and follows imports. A symbolic link is
/// there if it stays within the repository. Of the working tree only the folders are linked that package managers have
/// filled: without them no plugin of a linter could be found.
struct Checkout {
  let folder: FilePath

  /// What each tool is given, by the names of the tools.
  let files: [String: [GivenFile]]

  /// Writes a side of a change.
  ///
  /// - Throws: `GitError` of reading objects, of writing files, and with the code `tooLarge` for more files or bytes
  ///   than anybody lints.
  init(
    of governed: [(tool: String, path: RepositoryPath, version: FileVersion)],
    among all: [(path: RepositoryPath, FileVersion)], on side: Snapshot, in folder: FilePath, workingTree: String?,
    replacing replaced: Replacement? = nil
  ) throws(GitError) {
    let all = all.filter { replaced?.versions[$0.path] == nil }
    self.folder = folder
    let checkout = try CheckoutFolder(making: folder.string)
    var files: [String: [GivenFile]] = [:]
    var texts: [RepositoryPath: SourceText] = [:]
    let wanted = Set(governed.map(\.path))
    guard all.count <= Self.fileLimit else {
      throw GitError(
        .tooLarge, "the commit has \(all.count) files; at most \(Self.fileLimit) are laid out for linters")
    }
    var room = Self.byteLimit
    for (path, version) in all where CheckoutFolder.accepts(path) {
      guard version.mode == .file || version.mode == .executable else { continue }
      let bytes: [UInt8]
      do throws(GitError) {
        bytes = try side.bytes(of: path, version, limit: LintLimits.file)
      } catch {
        guard error.code == .tooLarge else { throw error }
        // Nobody's configuration; a governed file of that size is told of as not inspected.
        continue
      }
      room -= bytes.count
      guard room >= 0 else {
        throw GitError(
          .tooLarge, "the files of the commit have more than \(Self.byteLimit) bytes together",
          help: "run the linters yourself on a sparse clone")
      }
      try checkout.write(bytes, isExecutable: version.mode == .executable, at: path)
      if wanted.contains(path) { texts[path] = SourceText(bytes) }
    }
    for (path, version) in replaced?.versions ?? [:] {
      guard let version, version.mode == .file || version.mode == .executable, CheckoutFolder.accepts(path),
        let side = replaced?.side
      else { continue }
      let bytes = try side.bytes(of: path, version, limit: LintLimits.file)
      try checkout.write(bytes, isExecutable: version.mode == .executable, at: path)
    }
    for (path, version) in all where version.mode == .symbolicLink && CheckoutFolder.accepts(path) {
      try Self.link(path, version, on: side, in: checkout)
    }
    try Self.linkPackages(of: all.map(\.path), from: workingTree, on: side, in: checkout)
    for (tool, path, version) in governed {
      files[tool, default: []].append(GivenFile(path: path, blob: version.id, source: texts[path]))
    }
    self.files = files
  }

  /// Files that are laid out as another side has them; `nil` where it has none.
  struct Replacement {
    let side: Snapshot
    let versions: [RepositoryPath: FileVersion?]
  }

  /// Far above what a repository has that is linted at every push.
  private static let fileLimit = 200_000

  /// In bytes.
  private static let byteLimit = 2 << 30

  private static func link(
    _ path: RepositoryPath, _ version: FileVersion, on side: Snapshot, in checkout: CheckoutFolder
  ) throws(GitError) {
    switch try side.resolveLink(at: path).destination {
    case .file, .folder: try checkout.link(at: path, to: side.bytes(of: path, version, limit: 4096))
    case .outside, .nothing, .loop: break
    }
  }

  /// What package managers fill, beside the file that tells them what to install.
  private static let packages = [
    (manifest: "package.json", folders: ["node_modules"]),
    (manifest: "Gemfile", folders: ["vendor/bundle", ".bundle"]),
  ]

  private static func linkPackages(
    of paths: [RepositoryPath], from workingTree: String?, on side: Snapshot, in checkout: CheckoutFolder
  ) throws(GitError) {
    guard let workingTree else { return }
    for path in paths {
      for (manifest, folders) in packages where path.lastComponent.elementsEqual(manifest.utf8) {
        for folder in folders {
          let installed = path.parent.appending(RepositoryPath(folder))
          guard let name = installed.text, CheckoutFolder.accepts(installed),
            CheckoutFolder.isFolder(workingTree + name), try side.version(of: installed) == nil
          else { continue }
          try checkout.link(at: installed, to: Array((workingTree + name).utf8))
        }
      }
    }
  }
}

/// A file that a linter is to look at.
struct GivenFile: Sendable {
  let path: RepositoryPath
  let blob: ObjectID

  /// Its text; `nil` where it was too large to be laid out.
  let source: SourceText?

  /// Why a linter cannot be given the file; `nil` where it can.
  var obstacle: String? {
    if source == nil { return "it has more than \(LintLimits.file) bytes" }
    guard let text = path.text, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      return "its name is no plain text, and linters name files by texts"
    }
    return text.contains("*") ? "there is a * in its name, which linters take for a pattern" : nil
  }

  /// As an argument of a program in some folder above it: it cannot be taken for an option.
  func argument(from folder: RepositoryPath) -> String {
    let text = path.text ?? ""
    return "./" + (folder == .root ? text : String(text.utf8.dropFirst(folder.bytes.count + 1)) ?? text)
  }
}
