internal import ArgumentParser
internal import Changes
internal import CommandSupport
internal import ContractChecks
internal import Documents
internal import Findings

/// `contracts messages`: judges a dump of messages by the schemas of their topics.
struct MessagesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages",
    abstract: "Check a dump of messages against the schemas of their topics.",
    discussion: """
      The dump has a line of JSON for each message, as `kcat -J` writes them: topic, partition, offset, payload. The payload is
      JSON, or a text that is. AsyncAPI documents say which schemas a topic has. A header whose name has `schema` in it names
      the schema by its $id or path, and one with the name of a message of the topic that message. Messages that do not fit
      are counted by what is wrong with them.

      Exit status: 0 all fit, 1 some do not, 2 could not be checked, 64 for a wrong command line.

      EXAMPLES:
        kcat -C -J -e -t orders.placed | contracts messages -
      """)

  @Argument(help: ArgumentHelp("The dump; - is standard input.", valueName: "file"), completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The commit whose schemas count.", valueName: "rev"))
  var commit = "HEAD"

  @Option(help: ArgumentHelp("The repository; that of this folder when it is not given.", valueName: "dir"))
  var repository: String?

  func run() async throws {
    try ContractState.stopping("could not check the messages") {
      let state = try ContractState(at: commit, of: repository)
      var review = DumpReview(TopicSchemas(state.snapshot, policy: state.policy))
      if file == "-" {
        try Files.inputLines(limit: 16 << 20) { line in
          review.take(line)
          return true
        }
      } else {
        for line in try Files.contents(of: file, limit: 1 << 30).split(separator: UInt8(ascii: "\n")) {
          review.take(line)
        }
      }
      try Files.writeToOutput(Array(review.text.utf8))
      if review.verdict != .pass { throw ExitCode(review.verdict.exitCode) }
    }
  }
}

/// What the messages of a dump came to.
struct DumpReview {
  private var schemas: TopicSchemas
  private var judged = 0
  private var line = 0
  private var counts: [String: Int] = [:]
  private var shown: [String] = []
  private var unknown: [String: Int] = [:]

  /// So many messages that do not fit are named.
  private static let shownLimit = 20

  init(_ schemas: TopicSchemas) {
    self.schemas = schemas
  }

  mutating func take(_ bytes: ArraySlice<UInt8>) {
    line += 1
    guard bytes.contains(where: { $0 != 0x20 && $0 != 0x0D }) else { return }
    judged += 1
    guard let root = Self.parsed(Array(bytes)), let topic = root["topic"]?.string else {
      unknown["a line is not a message with a topic", default: 0] += 1
      return
    }
    let given = root["payload"]
    // kcat writes payloads as texts, whatever is in them.
    let parsed = given?.string.flatMap { Self.parsed(Array($0.utf8)) }
    guard let payload = parsed ?? given else {
      unknown["a message has no payload", default: 0] += 1
      return
    }
    do throws(TopicSchemas.UnknownTopic) {
      guard let misfit = try schemas.misfit(payload, on: topic, headers: Self.headers(of: root)) else { return }
      counts["\(topic): \(misfit.description)", default: 0] += 1
      if shown.count < Self.shownLimit {
        let place = ["partition", "offset"].compactMap { name in root[name].map { "\(name) \($0.json())" } }
        shown.append("\(topic) \(place.joined(separator: ", ")) (line \(line)): \(misfit.description)")
      }
    } catch {
      unknown["\(topic): \(error.why)", default: 0] += 1
    }
  }

  /// The headers of a message, which kcat writes as a list of names and values.
  private static func headers(of message: Node) -> [(name: String, value: String)] {
    if let members = message["headers"]?.object {
      return members.compactMap { member in member.value.string.map { (member.key, $0) } }
    }
    let texts = message["headers"]?.array.map { $0.map { $0.string ?? "" } } ?? []
    return stride(from: 0, to: texts.count - texts.count % 2, by: 2).map { (texts[$0], texts[$0 + 1]) }
  }

  private static func parsed(_ bytes: [UInt8]) -> Node? {
    do throws(DocumentError) {
      return try Document.json(SourceText(bytes)).root
    } catch {
      return nil
    }
  }

  var verdict: Verdict { !counts.isEmpty ? .fail : !unknown.isEmpty || judged == 0 ? .undecided : .pass }

  var text: String {
    func table(_ counts: [String: Int]) -> [String] {
      counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) × \($0.key)" }
    }
    var lines = shown + table(counts)
    lines += table(unknown).map { "could not check \($0)" }
    let misfits = counts.values.reduce(0, +)
    lines.append(
      misfits == 0 && unknown.isEmpty
        ? "\(Report.counted(judged, "message")): ok" : "\(misfits) of \(Report.counted(judged, "message")) do not fit")
    return lines.joined(separator: "\n") + "\n"
  }
}
