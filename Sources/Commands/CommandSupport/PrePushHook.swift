package import Git
internal import OperatingSystem
internal import SystemPackage

/// The file that git runs before a push (githooks(5), "pre-push").
package struct PrePushHook {
  /// Where the hook is.
  let path: String

  /// What the user should know about where it is.
  let remark: String?

  private let folder: FilePath

  /// What a hook is renamed to that was there before.
  static let keptName = "pre-push.before-signalbox"

  /// Finds the hook of a repository: in `core.hooksPath`, or in the folder that all linked worktrees share.
  ///
  /// - Throws: `FileProblem` where there is no repository.
  init(in repository: String?, _ surroundings: Surroundings) throws(FileProblem) {
    do throws(GitError) {
      let opened = try Repository.open(
        surroundings.repository(in: repository), configuration: surroundings.userConfiguration)
      if let configured = try opened.configured("core.hooksPath") {
        // A relative path is relative to where hooks run: the top of the working tree, or the bare repository.
        let top = FilePath(opened.workingTree ?? opened.gitDirectory)
        folder = top.pushing(FilePath(surroundings.expandingHome(in: configured)))
        let place = folder.lexicallyNormalized()
        let isInTree = opened.workingTree.map { place.starts(with: FilePath($0)) } ?? false
        let isInGit = place.starts(with: FilePath(opened.gitDirectory))
        remark =
          isInTree && !isInGit
          ? "core.hooksPath is \(configured), a folder of the working tree: once you commit the hook, it runs for everyone"
          : "core.hooksPath is \(configured); other repositories with the same setting run this hook, too"
      } else {
        folder = FilePath(opened.commonDirectory).appending("hooks")
        remark = nil
      }
    } catch {
      throw FileProblem(description: "\(error.message); \(error.help)")
    }
    path = folder.appending("pre-push").string
  }

  /// Whether git runs the hook of this project before a push.
  ///
  /// - Throws: `FileProblem` where there is no repository.
  package static func isInstalled(
    in repository: Repository, _ surroundings: Surroundings
  ) throws(FileProblem) -> Bool {
    let folder = repository.workingTree ?? repository.gitDirectory
    return try PrePushHook(in: folder, surroundings).contents()?.contains("signalbox pre-push") ?? false
  }

  enum Installation {
    case installed
    case chained
    case upToDate
  }

  func install() throws(FileProblem) -> Installation {
    let there = contents()
    if there == Self.script, Folders.isExecutable(path) { return .upToDate }
    let isForeign = there.map { !$0.contains(Self.signature) } ?? isThere(path)
    // The names of one file where a process ended between keeping the old hook and writing the new one.
    let isKept = FileWriter.isSame(path, kept)
    guard !isForeign || isKept || !isThere(kept) else {
      throw FileProblem(description: "\(path) and \(kept) were both not written by Signalbox; remove one of them")
    }
    try Files.makeFolder(folder.string)
    try Files.writing { () throws(FileWritingError) in
      if isForeign, !isKept {
        // It keeps its place until the new one takes it, so that there is a hook at every moment.
        try FileWriter.keep(path, as: kept)
      }
      // A link of somebody else's was kept; what it leads to is not ours to replace.
      try FileWriter.write(
        Array(Self.script.utf8), to: path, permissions: Self.permissions, followingLinks: !isForeign)
    }
    return isForeign ? .chained : .installed
  }

  /// Takes the hook away; `false` where it is not ours.
  func uninstall() throws(FileProblem) -> Bool {
    guard let there = contents(), there.contains(Self.signature) else { return false }
    try Files.writing { () throws(FileWritingError) in
      if isThere(kept) { try FileWriter.move(kept, to: path) } else { try FileWriter.remove(path) }
    }
    return true
  }

  private var kept: String { folder.appending(Self.keptName).string }

  private static let permissions: FilePermissions = [
    .ownerReadWriteExecute, .groupReadExecute, .otherReadExecute,
  ]

  /// The text of the hook; `nil` where there is none that can be read.
  private func contents() -> String? {
    do throws(FileProblem) {
      return try Files.contents(ofAny: path, limit: Self.sizeLimit).map { String(decoding: $0, as: UTF8.self) }
    } catch {
      return nil
    }
  }

  /// What is larger is no hook of this project, in bytes.
  private static let sizeLimit = 1 << 20

  /// Whether anything is there, be it a link to nowhere.
  private func isThere(_ path: String) -> Bool { Folders.kind(of: path) != nil }

  private static let signature = "# Installed by `signalbox hooks install`"

  /// What git says on standard input can be read once, and the hook that was there before may want it, too.
  private static let script = #"""
    #!/bin/sh
    # Installed by `signalbox hooks install`; `signalbox hooks uninstall` takes it away.
    lines=$(cat)
    say() { if [ -n "$lines" ]; then printf '%s\n' "$lines"; fi; }
    before=$(dirname "$0")/pre-push.before-signalbox
    if [ -x "$before" ]; then say | "$before" "$@" || exit; fi
    if ! command -v signalbox >/dev/null; then
      echo "signalbox is not on the PATH: install it, or run git push --no-verify" >&2
      exit 1
    fi
    say | signalbox pre-push "$@"

    """#
}
