internal import CommandSupport
internal import EvidenceCollection
internal import Git
internal import HTTP
internal import SystemPackage

/// A folder of answers.
enum Folder {
  /// The largest file that is read from one, in bytes.
  static let fileLimit = 64 << 20

  /// Makes the folder where there is none, and keeps answers in it.
  static func store(_ folder: String, _ secrets: Secrets) throws(FileProblem) -> ExchangeStore {
    try Files.makeFolder(folder)
    return ExchangeStore(covering: secrets) { name throws(HTTPError) in
      do throws(FileProblem) {
        return try Files.contents(ofAny: "\(folder)/\(name)", limit: fileLimit)
      } catch {
        throw HTTPError(.unexpected, error.description)
      }
    } save: { name, bytes throws(HTTPError) in
      do throws(FileProblem) {
        try Files.write(bytes, to: "\(folder)/\(name)")
      } catch {
        throw HTTPError(.unexpected, error.description)
      }
    }
  }
}

extension ArtifactDownload {
  /// Keeps artifacts in a folder, which is named from the folder of the document as the document names its files.
  init(to folder: String, besides document: String?, of workflows: [String]) throws(FileProblem) {
    let home = document.map { FilePath($0).removingLastComponent() } ?? FilePath("")
    let place = home.pushing(FilePath(folder)).string
    try Files.makeFolder(place)
    self.init(workflows: workflows) { file, bytes throws(CollectionProblem) in
      do throws(FileProblem) {
        try Files.write(bytes, to: "\(place)/\(file)")
      } catch {
        throw CollectionProblem(error.description)
      }
      return FilePath(folder).appending(file).string
    }
  }
}

/// Which commits the local repository has; none where there is no repository.
final class LocalCommits {
  private let repository: Repository?

  /// The commits that were looked for and found.
  private(set) var present: Set<ObjectID> = []

  init(_ location: RepositoryLocation) {
    do throws(GitError) {
      repository = try Repository.open(location)
    } catch {
      repository = nil
    }
  }

  func has(_ commit: ObjectID) -> Bool {
    do throws(GitError) {
      guard let repository, try repository.header(of: commit).kind == .commit else { return false }
      present.insert(commit)
      return true
    } catch {
      return false
    }
  }
}

extension Pace {
  /// The clock and the chance of this process.
  static func ofThisProcess(limit: Duration) -> Pace {
    let clock = ContinuousClock()
    let start = clock.now
    return Pace(limit: limit) {
      clock.now - start
    } pause: { duration in
      do {
        try await clock.sleep(for: duration)
      } catch {
        // Cancelled: then there is nothing to wait for.
        return
      }
    } jitter: {
      Double.random(in: 0..<1)
    }
  }

  /// The time of a recording, which passes only where it would be waited for.
  static func ofReplay(limit: Duration) -> Pace {
    final class Clock {
      var elapsed = Duration.zero
    }
    let clock = Clock()
    return Pace(limit: limit) {
      clock.elapsed
    } pause: {
      clock.elapsed += $0
    } jitter: {
      0
    }
  }
}
