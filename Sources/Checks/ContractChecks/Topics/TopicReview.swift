internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema
internal import Policy
internal import RegularExpressions

/// Something about a topic that the register of topics does not agree with.
package struct TopicProblem: Sendable {
  enum Kind: Sendable {
    case ownership
    case naming
    case access
    case register
  }

  let kind: Kind
  let message: String
  let place: Place?
  let help: String
}

/// Holds the AsyncAPI documents of a change against the register of topics.
struct TopicReview {
  private(set) var problems: [TopicProblem] = []
  private let register: TopicRegister

  /// Reviews the documents that a change edits, and all of them where it edits the register; nothing where there is none.
  ///
  /// - Parameters:
  ///   - path: the register.
  ///   - change: the change.
  ///   - library: the contracts as they will be.
  ///   - before: the contracts as they were.
  ///   - root: the folder of the contracts.
  init?(
    _ path: RepositoryPath, _ change: Change, _ library: ContractLibrary, since before: ContractLibrary,
    root: RepositoryPath
  ) {
    guard let bytes = Self.bytes(of: path, change.judged) else { return nil }
    register = TopicRegister(bytes, path: path.description)
    let old = Self.bytes(of: path, change.base).map { TopicRegister($0, path: path.description) }
    let isChanged = old == nil || Self.bytes(of: path, change.base) != bytes
    if isChanged {
      problems += register.faults.map {
        TopicProblem(kind: .register, message: $0.message, place: $0.place, help: $0.help ?? "correct the file")
      }
    }
    guard register.faults.isEmpty else { return }
    if isChanged { reviewRegister(old) }
    let changed = Set(change.files.map(\.path))
    let files = isChanged ? library.allFiles().map(\.path) : change.files.filter { $0.new != nil }.map(\.path)
    for file in files where file.hasPrefix(root) && ContractFile.isContract(file.bytes) {
      guard let document = library.document(atPath: file),
        let topics = ChannelTopics(document, at: file, below: root, library)
      else { continue }
      let known = changed.contains(file) ? before.document(atPath: file) : document
      let earlier = known.flatMap { ChannelTopics($0, at: file, below: root, before) }?.uses ?? []
      for use in topics.uses {
        let was = earlier.first { $0.topic == use.topic }
        review(use, of: topics.service, was, old, Place(use.range, of: use.source, path: file.description))
      }
    }
  }

  private static func bytes(of path: RepositoryPath, _ snapshot: Snapshot) -> [UInt8]? {
    do throws(GitError) {
      guard let version = try snapshot.version(of: path), version.isPlainFile else { return nil }
      return try snapshot.bytes(of: path, version, limit: 4 << 20)
    } catch {
      return nil
    }
  }

  // MARK: The register

  private mutating func reviewRegister(_ old: TopicRegister?) {
    for topic in register.topics.values.sorted(by: { $0.name < $1.name }) {
      let was = old?.topics[topic.name]
      if topic.owners.count > 1, was?.owners != topic.owners {
        let owners = topic.owners.map { "`\($0)`" }.joined(separator: " and ")
        tell(
          .ownership, "the topic `\(topic.name)` has \(topic.owners.count) owners: \(owners)", topic.place,
          help: "leave one; the others are producers or consumers")
      }
      if was == nil || old?.naming != register.naming { reviewName(of: topic.name, at: topic.place) }
    }
  }

  private mutating func reviewName(of topic: String, at place: Place) {
    guard let naming = register.naming else { return }
    do {
      guard try !RegularExpression(naming).matches(topic.utf8Span.span, effort: .small) else { return }
      tell(.naming, "the topic `\(topic)` does not fit the pattern `\(naming)`", place, help: "rename it")
    } catch {
      tell(
        .register, "could not check names of topics, because `\(naming)` is not a regular expression", place,
        help: "correct `naming` in \(register.path)")
    }
  }

  // MARK: Documents

  private mutating func review(
    _ use: ChannelTopics.Use, of service: String?, _ was: ChannelTopics.Use?, _ old: TopicRegister?, _ place: Place
  ) {
    let known = old?.topics[use.topic]
    guard let topic = register.topics[use.topic], !topic.owners.isEmpty else {
      // What the change neither adds nor takes out of the register was so before.
      if was == nil || known?.owners.isEmpty == false || old == nil {
        tell(
          .ownership, "the topic `\(use.topic)` has no owner in \(register.path)", place,
          help: "add it there with an owner, producers and consumers")
      }
      if was == nil { reviewName(of: use.topic, at: place) }
      return
    }
    guard let service else { return }
    if use.sends, let producers = topic.producers, !producers.contains(service),
      was?.sends != true || known?.producers?.contains(service) == true
    {
      tell(
        .access, "`\(service)` sends on `\(use.topic)`, and \(register.path) does not list it as a producer", place,
        help: "add `\(service)` to its producers, or do not send on it")
    }
    if use.receives, let consumers = topic.consumers, !consumers.contains(service),
      was?.receives != true || known?.consumers?.contains(service) == true
    {
      tell(
        .access, "`\(service)` receives from `\(use.topic)`, and \(register.path) does not list it as a consumer",
        place,
        help: "add `\(service)` to its consumers, or do not receive from it")
    }
  }

  private mutating func tell(_ kind: TopicProblem.Kind, _ message: String, _ place: Place?, help: String) {
    problems.append(TopicProblem(kind: kind, message: message, place: place, help: help))
  }
}
