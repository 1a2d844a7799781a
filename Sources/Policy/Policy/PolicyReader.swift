package import Documents
internal import Findings
package import Git

/// Reads the values of one mapping of a policy file, and notes what is wrong with them and where.
///
/// A value that is absent or wrong reads as `nil`; a wrong one leaves a fault behind. Keys that were never asked for
/// are unknown keys.
package struct PolicyReader {
  private let mapping: Object?
  private let source: SourceText
  private let path: String
  private var keys: [String] = []

  /// What is wrong so far, in the order in which it was asked for.
  package private(set) var faults: [PolicyFault] = []

  /// Reads the root of a file.
  ///
  /// For a value that no file has as it is, the source is empty and nobody asks for faults.
  package init(_ root: Node, source: SourceText = SourceText(""), path: String = "") {
    self.source = source
    self.path = path
    mapping = root.object
    if mapping == nil, !root.isNull { fault("a policy file is a mapping of keys to values", at: root.range) }
  }

  /// The keys that were asked for, each once.
  package var knownKeys: [String] { keys }

  /// Notes every key that nobody asked for.
  package mutating func refuseUnknownKeys() {
    for member in mapping.map(Array.init) ?? [] where !keys.contains(member.key) {
      fault(
        "unknown key \(quoted(member.key))", at: member.keyRange, help: Suggestion.help(for: member.key, among: keys))
    }
  }

  /// A folder of the repository, such as `platform/contracts`.
  package mutating func folder(_ key: String) -> RepositoryPath? {
    guard let node = value(key), let text = text(node, of: key, expected: "a folder of the repository") else {
      return nil
    }
    let names = text.split(separator: "/", omittingEmptySubsequences: false)
    guard !names.contains(where: { ["", ".", ".."].contains($0) }) else {
      fault("\(quoted(key)) is a folder from the root of the repository, without a / at either end", at: node.range)
      return nil
    }
    return RepositoryPath(text)
  }

  /// A list of path patterns.
  package mutating func patterns(_ key: String) -> [PathPattern]? {
    guard let node = value(key) else { return nil }
    guard case .array(let elements) = node.content else {
      fault("\(quoted(key)) is a list of path patterns", at: node.range)
      return nil
    }
    var patterns: [PathPattern] = []
    for element in elements {
      guard let text = text(element, of: key, expected: "a list of path patterns") else { continue }
      do {
        patterns.append(try PathPattern(text))
      } catch {
        fault(error.message, at: element.range)
      }
    }
    return patterns
  }

  /// The severities of rules, of which only the given ones exist.
  package mutating func ruleSettings(_ key: String, of ids: [String]) -> RuleSettings {
    guard let node = value(key) else { return RuleSettings() }
    guard case .object(let members) = node.content else {
      fault("\(quoted(key)) is a mapping of rule ids to severities", at: node.range)
      return RuleSettings()
    }
    var settings: [String: RuleSettings.Setting] = [:]
    let words = RuleSettings.Setting.allCases.map(\.rawValue).joined(separator: ", ")
    for member in members {
      guard ids.contains(member.key) else {
        fault(
          "there is no rule \(quoted(member.key))", at: member.keyRange,
          help: Suggestion.help(for: member.key, among: ids))
        continue
      }
      guard case .string(let word) = member.value.content, let setting = RuleSettings.Setting(rawValue: word) else {
        fault("the severity of \(member.key) is one of \(words)", at: member.value.range)
        continue
      }
      settings[member.key] = setting
    }
    return RuleSettings(settings)
  }

  /// The most faults that are noted: each carries its line, and a file may have a million of them in one.
  private static let faultLimit = 50

  private mutating func value(_ key: String) -> Node? {
    if !keys.contains(key) { keys.append(key) }
    return mapping?[key]
  }

  private mutating func text(_ node: Node, of key: String, expected: String) -> String? {
    guard case .string(let text) = node.content else {
      fault("\(quoted(key)) is \(expected)", at: node.range)
      return nil
    }
    return text
  }

  private mutating func fault(_ message: String, at range: SourceRange, help: String? = nil) {
    guard faults.count < Self.faultLimit else { return }
    if faults.count == Self.faultLimit - 1 {
      faults.append(PolicyFault(message: "more is wrong with \(path), and shown once this is put right"))
      return
    }
    faults.append(PolicyFault(message: message, place: Place(range, of: source, path: path), help: help))
  }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }
}
