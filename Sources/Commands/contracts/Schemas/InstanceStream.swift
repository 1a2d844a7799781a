internal import CommandSupport
internal import Documents
internal import Findings
internal import Policy
internal import Processes

/// Judges the instances of files one after the other, and writes what is said of each as soon as it is there.
///
/// Of a file of lines only a few thousand are in memory at a time.
struct InstanceStream {
  let writer: OutcomeWriter
  private(set) var verdict = Verdict.pass
  private(set) var instances = 0
  private(set) var invalid = 0

  init(_ writer: OutcomeWriter) {
    self.writer = writer
  }

  /// Judges a file; `-` is standard input.
  mutating func judge(_ path: String, as format: InstanceFormat) async throws {
    let shown = path == "-" ? "standard input" : path
    if format == .lines { return try await judgeLines(path, shown) }
    let bytes = try path == "-" ? Files.input(limit: Self.sizeLimit) : Files.contents(of: path, limit: Self.sizeLimit)
    let source = SourceText(bytes)
    var documents: [Document] = []
    do throws(DocumentError) {
      documents = format == .yaml ? try Document.yamlStream(source) : [try Document.json(source)]
    } catch {
      try take(writer.outcome(of: error, in: source, path: shown, line: 0))
    }
    for document in documents { try take(writer.outcome(of: document, path: shown, line: 0)) }
  }

  private mutating func judgeLines(_ path: String, _ shown: String) async throws {
    var source = try LineSource(opening: path)
    var number = 0
    while true {
      var batch: [(number: Int, bytes: [UInt8])] = []
      var size = 0
      while size < Self.batchSize, let line = try source.line(limit: Self.sizeLimit) {
        batch.append((number, line))
        size += line.count + 64
        number += 1
      }
      guard !batch.isEmpty else { return }
      let writer = writer
      let outcomes = await concurrentMap(batch) { line -> OutcomeWriter.Outcome? in
        if line.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return nil }
        let text = SourceText(line.bytes)
        do throws(DocumentError) {
          return writer.outcome(of: try Document.json(text), path: shown, line: line.number)
        } catch {
          return writer.outcome(of: error, in: text, path: shown, line: line.number)
        }
      }
      var text: [UInt8] = []
      for case let outcome? in outcomes {
        count(outcome)
        text += outcome.text.utf8
      }
      if !text.isEmpty { try Files.writeToOutput(text) }
    }
  }

  private mutating func take(_ outcome: OutcomeWriter.Outcome) throws(FileProblem) {
    count(outcome)
    if !outcome.text.isEmpty { try Files.writeToOutput(Array(outcome.text.utf8)) }
  }

  private mutating func count(_ outcome: OutcomeWriter.Outcome) {
    instances += 1
    if outcome.verdict != .pass { invalid += 1 }
    // A failure wins over what is not known.
    if verdict != .fail, outcome.verdict != .pass { verdict = outcome.verdict }
  }

  private static let sizeLimit = 256 << 20
  /// How many bytes of lines are judged at once.
  private static let batchSize = 4 << 20
}
