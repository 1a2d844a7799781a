internal import Changes
internal import Documents
internal import Policy
internal import SystemPackage

extension RuleTrial {
  /// The schema of the check's policy has the keys that are read and the ids of the rules that exist.
  ///
  /// With `RECORD=1` the ids are written, each list where it is: the rest of the file is kept byte for byte.
  package static func schema() async throws -> [String] {
    var document = try read()
    var problems: [String] = []
    for (path, ids) in lists {
      guard let list = path.reduce(document.root as Node?, { $0?[$1] }) else {
        problems.append("the schema has no \(path.joined(separator: "/"))")
        continue
      }
      if list.array?.compactMap(\.string) == ids { continue }
      if Project.isRecording {
        try await file.write(Self.text(of: document, replacing: list, with: ids))
        document = try read()
      } else {
        problems.append("\(path.joined(separator: "/")) is not \(ids); record it with RECORD=1")
      }
    }
    let keys = EffectivePolicy<C.Policy>.knownKeys.sorted()
    if document.root["properties"]?.object?.keys.sorted() != keys { problems.append("its keys are not \(keys)") }
    return problems
  }

  /// The file for editors; the one that is compiled in is a link to it.
  private static var file: FilePath {
    let stem = C.policyFile.split(separator: ".").first.map(String.init) ?? C.policyFile
    return Project.root.appending("policies/schema/\(stem).schema.json")
  }

  private static var lists: [([String], [String])] {
    [
      (["properties", "rules", "propertyNames", "enum"], C.settableRuleIDs),
      (["properties", "waivers", "items", "properties", "rule", "enum"], C.waivableRuleIDs),
    ]
  }

  private static func read() throws -> Document {
    try Document.json(SourceText(Project.text(of: file) ?? ""))
  }

  private static func text(of document: Document, replacing list: Node, with ids: [String]) -> String {
    let bytes = Array(document.source.bytes)
    let (start, end) = (Int(list.range.start), Int(list.range.end))
    let line = bytes[..<start].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).last ?? []
    let margin = String(repeating: " ", count: line.prefix { $0 == UInt8(ascii: " ") }.count)
    let lines = ids.map { "\(margin)  \(Node.string($0).json())" }.joined(separator: ",\n")
    return String(decoding: bytes[..<start], as: UTF8.self) + "[\n\(lines)\n\(margin)]"
      + String(decoding: bytes[end...], as: UTF8.self)
  }
}
