internal import CommandSupport
internal import Compatibility
internal import Documents
internal import Findings
internal import JSONSchema
internal import Policy
internal import Processes

/// Compares the schemas of lines, and writes a line of JSON for each.
struct PairStream {
  let question: ComparisonQuestion
  private(set) var verdict = Verdict.pass

  init(question: ComparisonQuestion) {
    self.question = question
  }

  /// Compares the lines of a file; `-` is standard input.
  mutating func compare(_ path: String) async throws {
    var source = try LineSource(opening: path)
    var count = 0
    while true {
      var batch: [[UInt8]] = []
      var size = 0
      while size < Self.batchSize, let line = try source.line(limit: Self.sizeLimit) {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
        batch.append(line)
        size += line.count + 64
      }
      guard !batch.isEmpty else {
        guard count > 0 else {
          throw FileProblem(description: "\(path) has no line with two schemas, {\"s1\": …, \"s2\": …}")
        }
        return
      }
      count += batch.count
      let question = question
      let reports = await concurrentMap(batch) { line -> (Verdict, String) in
        let report = Self.report(of: line, question)
        return (report.verdict, report.json() + "\n")
      }
      var text: [UInt8] = []
      for (verdict, line) in reports {
        if self.verdict != .fail, verdict != .pass { self.verdict = verdict }
        text += line.utf8
      }
      try Files.writeToOutput(text)
    }
  }

  private static func report(of line: [UInt8], _ question: ComparisonQuestion) -> ComparisonReport {
    let document: Document
    do throws(DocumentError) {
      document = try Document.json(SourceText(line))
    } catch {
      return ComparisonReport(problem: "this line is no JSON: \(error)", mode: question.mode)
    }
    guard let old = document.root["s1"], let new = document.root["s2"] else {
      return ComparisonReport(problem: "this line has no s1 and s2", mode: question.mode)
    }
    do throws(SchemaError) {
      let pair = try ComparedPair.compiled(draft: question.draft) { draft throws(SchemaError) in
        (try compiled(old, draft, question.options), try compiled(new, draft, question.options))
      }
      return question.report(pair.old, pair.new)
    } catch {
      return ComparisonReport(problem: "\(error)", mode: question.mode)
    }
  }

  private static func compiled(
    _ schema: Node, _ draft: Draft, _ options: SchemaOptions
  ) throws(SchemaError) -> ComparedSchema {
    var resources = SchemaResources(defaultDraft: draft) { _ in nil }
    let location = try resources.add(schema, uri: "")
    return try ComparedSchema(at: location, in: resources, options: options)
  }

  private static let sizeLimit = 64 << 20
  /// How many bytes of lines are compared at once.
  private static let batchSize = 1 << 20
}
