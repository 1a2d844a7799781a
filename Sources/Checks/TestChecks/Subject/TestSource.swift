internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import TestReports

/// A file that tests are written in.
struct TestSource: Sendable {
  let path: RepositoryPath

  /// Its text; `nil` where it is too large or no plain text.
  let source: SourceText?

  /// Whether the change adds or edits it.
  let isChanged: Bool

  /// A line of it, or the file as a whole.
  func place(line: Int?) -> Place {
    guard let line, let source, let range = source.range(ofLine: line) else { return Place(path: path.description) }
    return Place(range, of: source, path: path.description)
  }
}

/// Finds the files that reports name, on the judged side.
struct TestSourceFinder {
  private let change: Change
  private let service: TestService
  private let changed: Set<RepositoryPath>
  private var found: [String: TestSource?] = [:]

  init(_ change: Change, _ service: TestService) {
    self.change = change
    self.service = service
    changed = Set(change.files.lazy.filter { $0.new != nil }.map(\.path))
  }

  /// The largest file that is shown a line of, in bytes.
  private static let sizeLimit = 4 << 20

  /// How many files are read for the tests of one suite.
  private static let countLimit = 200

  /// The files of the tests that something is to be said about.
  mutating func sources(of tests: [TestResult]) throws(GitError) -> [String: TestSource] {
    var sources: [String: TestSource] = [:]
    for test in tests where sources.count < Self.countLimit {
      guard let file = test.file, sources[file] == nil, let source = try source(of: file) else { continue }
      sources[file] = source
    }
    return sources
  }

  private mutating func source(of file: String) throws(GitError) -> TestSource? {
    if let known = found[file] { return known }
    let source = try search(file)
    found[file] = source
    return source
  }

  /// A report names files from the service's folder, from the root, or by where they were on the machine that ran them.
  private func search(_ file: String) throws(GitError) -> TestSource? {
    let names = file.split(separator: "/").filter { $0 != "." }
    guard !names.isEmpty, !names.contains("..") else { return nil }
    for start in names.indices {
      let rest = RepositoryPath(names[start...].joined(separator: "/"))
      var candidates = [service.folder.appending(rest)]
      if rest.hasPrefix(service.folder) { candidates.append(rest) }
      for path in candidates {
        guard let version = try change.judged.version(of: path),
          version.mode == .file || version.mode == .executable
        else { continue }
        var text: SourceText?
        do throws(GitError) {
          text = SourceText(try change.judged.bytes(of: path, version, limit: Self.sizeLimit))
        } catch {
          guard error.code == .tooLarge else { throw error }
        }
        return TestSource(path: path, source: text, isChanged: changed.contains(path))
      }
    }
    return nil
  }
}
