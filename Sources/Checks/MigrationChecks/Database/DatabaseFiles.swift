internal import Calendars
internal import Changes
internal import Documents
internal import Git
internal import Policy

/// The files beside the migrations that the policy governs, as the change leaves them.
struct DatabaseFiles: Sendable {
  /// A file before and after the change.
  struct Changed: Sendable {
    let path: String
    let old: SourceText?
    let new: SourceText?
  }

  /// The files that the change adds, edits or deletes.
  private(set) var changed: [Changed] = []

  /// The files of `views.root` and of `policies`, all of them.
  private(set) var views: [(path: String, source: SourceText)] = []
  private(set) var policies: [(path: String, source: SourceText)] = []

  /// Whether the changelog exists.
  private(set) var changelog: SourceText?

  /// The changelog before the change.
  private(set) var oldChangelog: SourceText?

  /// Titles and bodies of the pull requests; `nil` where no evidence says.
  private(set) var pullRequests: [String]?

  /// When staging was last made anew, by the audit reports of the change; `nil` where none says.
  private(set) var lastRefresh: Instant?

  /// When a pull request of the change got the label that asks for a fresh staging; `nil` where none has it.
  private(set) var freshSince: Instant?

  /// The branches that the pull requests go to; the usual names where no evidence says.
  private(set) var branches = ["main", "master"]

  /// Why a file could not be read.
  private(set) var failures: [(path: String, message: String)] = []

  private static let sizeLimit = 4 * 1024 * 1024

  init() {}

  init(_ change: Change, _ policy: EffectivePolicy<MigrationPolicy>) {
    let own = policy.own
    pullRequests = change.circumstances.evidence.map { evidence in
      evidence.changes.map { "\($0.title ?? "")\n\($0.body ?? "")" }
    }
    if let changes = change.circumstances.evidence?.changes, !changes.isEmpty {
      branches = changes.map(\.base.ref)
    }
    for file in change.files where !file.path.hasPrefix(own.root) && !policy.excludes(file.path.bytes) {
      let old = file.old.flatMap { read(file.path, $0, in: change.base) }
      let new = file.new.flatMap { read(file.path, $0, in: change.judged) }
      changed.append(Changed(path: file.path.description, old: old, new: new))
    }
    views = all(in: own.views.root, of: change.judged)
    policies = all(in: own.policies, of: change.judged)
    if let staging = own.staging {
      findRefresh(in: own.documents.audit, of: change.judged)
      let labels = change.circumstances.evidence?.changes.flatMap { $0.labels ?? [] } ?? []
      freshSince = labels.filter { FoldedName($0.name) == staging.label.map(FoldedName.init) }.compactMap(\.at).max()
    }
    if let path = own.documents.changelog {
      do throws(GitError) {
        if let version = try change.judged.version(of: path) { changelog = read(path, version, in: change.judged) }
        if let version = try change.base.version(of: path) { oldChangelog = read(path, version, in: change.base) }
      } catch {
        failures.append((path.description, error.message))
      }
    }
  }

  /// Looks for the latest refresh, from the report of the latest day on.
  private mutating func findRefresh(in folder: RepositoryPath?, of snapshot: Snapshot) {
    guard let folder else { return }
    do throws(GitError) {
      let reports = try snapshot.files(below: folder).filter { $0.0.fileName.hasSuffix(".md") }
      for (path, version) in reports.sorted(by: { $1.0.description < $0.0.description }) {
        guard let source = read(path, version, in: snapshot) else { continue }
        lastRefresh = AuditEntries(source.bytes[...]).refreshes(of: StagingPolicy.environment).max()
        if lastRefresh != nil { return }
      }
    } catch {
      failures.append((folder.description, error.message))
    }
  }

  private mutating func all(in folder: RepositoryPath?, of snapshot: Snapshot) -> [(path: String, source: SourceText)] {
    guard let folder else { return [] }
    do throws(GitError) {
      var found: [(path: String, source: SourceText)] = []
      for (path, version) in try snapshot.files(below: folder) where path.fileName.hasSuffix(".sql") {
        if let source = read(path, version, in: snapshot) { found.append((path.description, source)) }
      }
      return found
    } catch {
      failures.append((folder.description, error.message))
      return []
    }
  }

  private mutating func read(_ path: RepositoryPath, _ version: FileVersion, in snapshot: Snapshot) -> SourceText? {
    guard version.mode == .file || version.mode == .executable else { return nil }
    do throws(GitError) {
      return SourceText(try snapshot.bytes(of: path, version, limit: Self.sizeLimit))
    } catch {
      failures.append((path.description, error.message))
      return nil
    }
  }

  /// The changed files below a path, or that one.
  func changed(in folder: RepositoryPath?) -> [Changed] {
    guard let folder = folder?.description else { return [] }
    return changed.filter { $0.path == folder || $0.path.hasPrefix(folder + "/") }
  }

  func changed(matching patterns: [PathPattern]) -> [Changed] {
    changed.filter { file in patterns.contains { $0.matches(Array(file.path.utf8)) } }
  }
}
