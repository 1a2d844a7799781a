package import Changes
internal import Documents
internal import Findings
internal import Git
package import Policy
internal import SystemPackage

/// Holds the rules of a check to what must be true of every rule.
///
/// Each function returns what is wrong, in words.
package enum RuleTrial<C: Check> {
  /// The ids of the rules, for the arguments of tests.
  package static var ids: [String] { C.ownMetadata.map(\.id) }

  /// Every bad example is reported exactly at its marks, every good one is left alone.
  ///
  /// - Parameters:
  ///   - id: the rule.
  ///   - generated: a bad example without marks, for a rule whose examples are too large for its page.
  /// - Returns: what is wrong.
  /// - Throws: what the check throws that cannot read an example.
  package static func examples(of id: String, generated: Example? = nil) async throws -> [String] {
    guard let metadata = metadata(id) else { return ["there is no rule \(id)"] }
    var problems: [String] = []
    if metadata.bad.isEmpty, generated == nil { problems.append("\(id) has no bad example") }
    if let generated, try await C.report(ofRule: id, on: generated)?.allFindings.isEmpty != false {
      problems.append("\(id) does not report what was generated for it")
    }
    for example in metadata.bad {
      problems += try await trial(of: id, on: example, expecting: Spot.marks(of: example, path: C.examplePath))
    }
    for example in metadata.good {
      problems += try await trial(of: id, on: example, expecting: nil)
    }
    return problems
  }

  /// A bad example with characters of several bytes in front is still reported at its mark.
  package static func multibyteExamples(of id: String) async throws -> [String] {
    guard let metadata = metadata(id) else { return ["there is no rule \(id)"] }
    var problems: [String] = []
    for example in metadata.bad where example.text.contains(Example.mark) {
      let shifted = Multibyte.inFront(of: example, path: C.examplePath)
      problems += try await trial(of: id, on: shifted, expecting: Spot.marks(of: shifted, path: C.examplePath))
    }
    return problems
  }

  /// The list of rules is sorted, has the check's prefix, and is the folder of rules.
  package static var list: [String] {
    var problems: [String] = []
    let module = String(reflecting: C.self).split(separator: ".").first ?? ""
    let folder = "Sources/Checks/\(module)/Rules"
    for ids in [C.rules.map { $0.metadata.id }, C.gate?.metadata.map(\.id) ?? []] where ids != ids.sorted() {
      problems.append("the list is not sorted by id: \(ids)")
    }
    if Set(ids).count != ids.count { problems.append("an id is taken twice: \(ids)") }
    problems += ids.filter { !$0.hasPrefix(C.rulePrefix + "/") }.map { "\($0) does not begin with \(C.rulePrefix)/" }
    // A rule that is made from data is one type, and in the list once for each row of its table.
    let names = C.rules.map { String(describing: type(of: $0)) } + (C.gate?.ruleTypes ?? [])
    let types = Set(names.map { $0 + ".swift" }).sorted()
    let files = Project.files(below: folder, suffix: ".swift").compactMap {
      $0.split(separator: "/").last.map(String.init)
    }
    if types != files.sorted() { problems.append("the list has \(types), but the folder has \(files)") }
    return problems
  }

  /// The page of every rule is the one that its metadata gives; with `RECORD=1` it is written.
  package static func pages() async throws -> [String] {
    let folder = Project.root.appending("docs/rules/\(C.rulePrefix)")
    var problems: [String] = []
    var expected: [String] = []
    for metadata in C.allMetadata {
      let name = metadata.id.split(separator: "/").last.map { "\($0).md" } ?? ""
      expected.append(name)
      let page = try await C.page(ofRule: metadata.id)?.markdown ?? ""
      if Project.isRecording { try await folder.appending(name).write(page) }
      if Project.text(of: folder.appending(name)) != page {
        problems.append("docs/rules/\(metadata.id).md is not what the rule says; record it with RECORD=1")
      }
    }
    let strays = Project.names(in: folder).filter { !expected.contains($0) }
    return problems + strays.map { "docs/rules/\(C.rulePrefix)/\($0) is the page of no rule" }
  }

  /// The compiled-in policy is valid, and so is a repository's that is given.
  package static func policy(_ repository: String?) throws(UnreadablePolicy) {
    var files = [try PolicyFile(layer: .defaults, path: C.policyFile, bytes: C.defaultPolicy)]
    if let repository {
      files.append(try PolicyFile(layer: .repository, path: C.policyPath, bytes: Array(repository.utf8)))
    }
    _ = try EffectivePolicy<C.Policy>(files, knownRules: C.allMetadata.map(\.id))
  }

  private static func metadata(_ id: String) -> RuleMetadata? {
    C.ownMetadata.first { $0.id == id }
  }

  private static func trial(
    of id: String, on example: Example, expecting marks: [Spot]?
  ) async throws -> [String] {
    guard let report = try await C.report(ofRule: id, on: example) else { return ["there is no rule \(id)"] }
    let spots = report.allFindings.map { Spot(of: $0.place) }
    let isRight = marks.map { $0.isEmpty ? !spots.isEmpty && spots.allSatisfy(\.isWholeFile) : spots == $0.sorted() }
    guard isRight ?? spots.isEmpty else {
      let due = marks.map { $0.isEmpty ? "a finding on a file as a whole" : "\($0)" } ?? "nothing"
      return ["\(example.fileID):\(example.line): due is \(due), reported \(spots):\n\(example.text)"]
    }
    return []
  }
}

/// Where a finding is, or is due.
private struct Spot: Comparable, CustomStringConvertible {
  let path: String
  let line: Int
  let column: Int

  var isWholeFile: Bool { line == 0 }

  var description: String { "\(path):\(line):\(column)" }

  init(of place: Place?) {
    path = place?.path ?? ""
    line = place?.span?.start.line ?? 0
    column = place?.span?.start.column ?? 0
  }

  private init(path: String, _ position: SourcePosition) {
    self.path = path
    line = position.line
    column = position.column
  }

  static func marks(of example: Example, path: String) -> [Spot] {
    example.files(path: path).flatMap { file -> [Spot] in
      guard case .bytes(let bytes) = file.content else { return [] }
      let source = SourceText(bytes)
      return file.marks.map { Spot(path: file.path, source.position(at: $0)) }
    }
  }

  static func < (left: Spot, right: Spot) -> Bool {
    (left.path, left.line, left.column) < (right.path, right.line, right.column)
  }
}

/// Puts characters of several bytes in front of what an example marks, in a way that its language allows.
private enum Multibyte {
  static func inFront(of example: Example, path: String) -> Example {
    var path = path
    var isAtStart = true
    var lines: [String] = []
    for line in example.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("-- ") {
        path = String(line)
        isAtStart = true
        lines.append(String(line))
        continue
      }
      lines.append(isAtStart ? shifted(String(line), path) : String(line))
      isAtStart = false
    }
    return Example(lines.joined(separator: "\n"), fileID: example.fileID, line: example.line)
  }

  private static func shifted(_ line: String, _ path: String) -> String {
    let words = "é漢👩‍🚀"
    if path.contains(".json") {
      if line.hasPrefix("{") { return "{ \"\(words)\": 0, " + line.dropFirst() }
      if line.hasPrefix("[") { return "[ \"\(words)\", " + line.dropFirst() }
    }
    if path.contains(".yaml") || path.contains(".yml") { return "# \(words)\n\(line)" }
    if path.contains(".sql") { return "/* \(words) */ " + line }
    return line
  }
}
