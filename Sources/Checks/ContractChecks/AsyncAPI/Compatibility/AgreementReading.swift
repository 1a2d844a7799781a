internal import AsyncAPI
internal import Changes
internal import Documents
internal import Findings
internal import Git

/// Compares the AsyncAPI documents that a change bears upon with what they were.
struct AgreementReading {
  private let reading: SchemaReading
  private let before: ContractState
  private let policy: ContractPolicy
  private let trial: PlanTrial
  private(set) var breaks: [AgreementBreak] = []
  private(set) var mismatches: [ReleaseMismatch] = []
  private(set) var unlinked: [UnlinkedContract] = []
  private(set) var remarks: [String] = []
  private var receivers: [(path: String, operation: String, home: String, topic: String?)]?

  init(_ reading: SchemaReading, since before: ContractState, policy: ContractPolicy, _ trial: PlanTrial) {
    self.reading = reading
    self.before = before
    self.policy = policy
    self.trial = trial
  }

  /// Compares all documents that a change edits or that refer to what it edits.
  ///
  /// - Parameters:
  ///   - changed: the paths that differ below the root.
  ///   - affected: documents that refer to them.
  ///   - comparisons: what was found out about schemas, so that nothing is told twice.
  ///   - altered: the files of schemas that break or lose something, planned or not.
  mutating func compare(
    _ changed: [ChangedPath], affected: [RepositoryPath], _ comparisons: [SchemaComparison],
    altered: Set<RepositoryPath>
  ) {
    let toldOf = Set(
      comparisons.compactMap { comparison -> AgreementComparison.ToldSchema? in
        guard case .breaking = comparison.outcome else { return nil }
        return AgreementComparison.ToldSchema(path: comparison.schema, direction: comparison.direction)
      })
    let moves = SchemaMoves(changed.filter { policy.isContract($0.path) }, from: before.library, to: reading.library)
    var deleted = moves.deleted.filter { isDocument($0, before.library) }
    var pairs: [(old: RepositoryPath, new: RepositoryPath)] = affected.map { ($0, $0) }
    for file in changed where policy.isContract(file.path) && !reading.mistaken.contains(file.path) {
      guard file.new != nil else { continue }
      if let source = file.old != nil ? file.path : moves.sources[file.path] {
        pairs.append((source, file.path))
      } else if let source = deleted.firstIndex(where: { isSameApplication($0, file.path) }) {
        pairs.append((deleted.remove(at: source), file.path))
      }
    }
    for path in deleted {
      let plan = trial.answer(JSONPointer(), of: path)
      guard plan != .ripe else { continue }
      breaks.append(
        AgreementBreak(
          "the AsyncAPI document \(path) is removed, with its channels and operations",
          at: Place(path: path.description), plan: plan))
    }
    compare(pairs, toldOf, altered)
    lookForUnlinked(changed)
  }

  private func isDocument(_ path: RepositoryPath, _ library: ContractLibrary) -> Bool {
    library.document(atPath: path).map(AsyncAPIJudgement.isDocument) ?? false
  }

  /// Whether a deleted and an added document are of one application: by their `id`, or by their titles.
  private func isSameApplication(_ old: RepositoryPath, _ new: RepositoryPath) -> Bool {
    guard isDocument(new, reading.library), let one = before.library.document(atPath: old),
      let other = reading.library.document(atPath: new)
    else { return false }
    if let id = one["id"]?.string { return id == other["id"]?.string }
    return one["info"]?["title"]?.string.map { $0 == other["info"]?["title"]?.string } ?? false
  }

  private mutating func compare(
    _ pairs: [(old: RepositoryPath, new: RepositoryPath)], _ toldOf: Set<AgreementComparison.ToldSchema>,
    _ altered: Set<RepositoryPath>
  ) {
    let trial = trial
    let schemas = policy.schemas
    let sides = pairs.compactMap { pair -> (RepositoryPath, AgreementSide, AgreementSide)? in
      guard isDocument(pair.new, reading.library), isDocument(pair.old, before.library),
        let old = AgreementSide(pair.old, before.library, schemas),
        let new = AgreementSide(pair.new, reading.library, schemas)
      else { return nil }
      return (pair.new, old, new)
    }
    let used = Set(sides.flatMap { Self.usedChannels(of: $0.2) })
    for (path, old, new) in sides.sorted(by: { $0.0 < $1.0 }) {
      let known = receivers ?? receiversAtBase()
      receivers = known
      let receivers: (Application.Channel) -> [String] = { channel in
        let home = old.home(of: channel.site)
        let found = known.filter { $0.home == home || $0.topic != nil && $0.topic == channel.topic }
        return found.map { "\($0.path) (`\($0.operation)`)" }
      }
      var comparison = AgreementComparison(
        old: old, new: new, at: path, policy: policy, toldOf: toldOf, usedChannels: used, receivers: receivers
      ) { parts, replacement in
        PlanAnswer.best(of: parts.map { trial.answer($0.pointer, of: $0.file, replacement: replacement) })
      }
      comparison.compare()
      let isFree = policy.documents.freesDrafts && new.application.release.flatMap(Release.init)?.isDraft ?? false
      if !isFree { breaks += comparison.breaks }
      if new.application.version < .v30, !new.application.operations.isEmpty {
        remarks.append(
          "\(path) is of AsyncAPI \(new.application.version.rawValue): `subscribe` is read as what this application "
            + "sends, and `publish` as what it receives")
      }
      let losesParts = old.application.channels.flatMap(\.messages).contains { message in
        old.artifact(of: message).map { altered.contains($0.file) } ?? false
      }
      if let mismatch = mismatch(
        old, new, isBreaking: comparison.isBreaking, losesParts: losesParts, isFree: isFree)
      {
        mismatches.append(mismatch)
      }
    }
  }

  private static func usedChannels(of side: AgreementSide) -> [String] {
    let names = side.application.operations.flatMap { [$0.channel] + ($0.reply.map { [$0.channel] } ?? []) }
    return names.compactMap { name in side.application.channel(named: name).map { side.home(of: $0.site) } }
  }

  /// Who received what before the change, over all documents.
  private func receiversAtBase() -> [(path: String, operation: String, home: String, topic: String?)] {
    before.library.asyncAPIPaths().flatMap { path in
      guard let side = AgreementSide(path, before.library, policy.schemas) else {
        return [(path: String, operation: String, home: String, topic: String?)]()
      }
      return side.application.operations.filter { $0.role == .receive }.compactMap { operation in
        side.application.channel(named: operation.channel).map {
          (path.description, operation.name, side.home(of: $0.site), $0.topic)
        }
      }
    }
  }

  /// All that was found out.
  var agreements: Agreements {
    Agreements(breaks: breaks, mismatches: mismatches, unlinked: unlinked, remarks: remarks)
  }

  // MARK: Versions

  private func mismatch(
    _ old: AgreementSide, _ new: AgreementSide, isBreaking: Bool, losesParts: Bool, isFree: Bool
  ) -> ReleaseMismatch? {
    guard let before = old.application.release, let after = new.application.release, !isFree else { return nil }
    let info = new.set.node(at: new.application.root)["info"]?["version"]
    let place = new.place(of: info.map { Site(new.application.root.document, $0.index) } ?? new.application.root)
    guard let one = Release(before), let other = Release(after) else { return nil }
    if isBreaking, before == after {
      return ReleaseMismatch(
        message: "`info.version` stays at \(after), and the change breaks others", place: place, severity: .warning,
        help: "write \(one.nextBreaking)")
    }
    if isBreaking, !one.announcesBreak(in: other) {
      return ReleaseMismatch(
        message: "`info.version` moves from \(before) to \(after), and the change breaks others", place: place,
        severity: .error, help: "write \(one.nextBreaking)")
    }
    if !isBreaking, !losesParts, one.major > 0, other.major > one.major {
      return ReleaseMismatch(
        message: "`info.version` moves from \(before) to \(after), and the change breaks nothing", place: place,
        severity: .note,
        help: "write \(one.major).\(one.minor + 1).0 unless the change says more than the document")
    }
    return nil
  }

  // MARK: Links

  /// The messages without an artifact, and the artifacts without a message, that a change adds.
  private mutating func lookForUnlinked(_ changed: [ChangedPath]) {
    for file in changed where file.new != nil && policy.isContract(file.path) {
      guard let root = reading.library.document(atPath: file.path) else { continue }
      if AsyncAPIJudgement.isDocument(root) {
        unlinked += unlinkedMessages(in: file.path)
      } else if file.old == nil, reading.isSchema(root, at: file.path) {
        let documents = Set(reading.library.asyncAPIPaths())
        guard !documents.isEmpty else { continue }
        let names = SchemaDependents.names(of: file.path, reading.library.identifiers(at: file.path, file.new))
        let referring = reading.dependents.allFiles(naming: names, except: [file.path])
        guard !referring.contains(where: documents.contains) else { continue }
        unlinked.append(
          UnlinkedContract(
            kind: .schema, name: file.path.description,
            place: BreakReader(reading.library).place(of: root, at: file.path)))
      }
    }
  }

  private func unlinkedMessages(in path: RepositoryPath) -> [UnlinkedContract] {
    guard let side = AgreementSide(path, reading.library, policy.schemas) else { return [] }
    let old = isDocument(path, before.library) ? AgreementSide(path, before.library, policy.schemas) : nil
    let known = Set(old?.application.allMessages.map(\.name) ?? [])
    var seen: Set<Site> = []
    return side.application.allMessages.compactMap { message in
      guard side.isHere(message.site), !known.contains(message.name), seen.insert(message.site).inserted,
        let payload = message.payload, payload.format.isExecuted, !isLinked(payload, side)
      else { return nil }
      return UnlinkedContract(kind: .message, name: message.name, place: side.place(of: message.site))
    }
  }

  /// Whether a payload is in a file of its own.
  private func isLinked(_ payload: MessageSchema, _ side: AgreementSide) -> Bool {
    guard case .written(let site) = payload.content else { return false }
    var set = side.set
    // What leads to nothing is told of as such.
    guard let target = set.target(of: site) else { return true }
    return target.document != side.application.root.document
  }
}

extension Application {
  /// The messages of channels and of components.
  fileprivate var allMessages: [Message] { channels.flatMap(\.messages) + componentMessages }
}
