import Changes
import Documents
import SystemPackage
import TestSupport
import Testing

/// A payload that GitHub sent to somebody.
struct RecordedPayload {
  static let folder = Project.corpora.appending("github/webhooks")

  /// All of them, in the order of their names.
  static let all: [RecordedPayload] = Project.names(in: folder).flatMap { group in
    Project.names(in: folder.appending(group)).filter { $0.hasSuffix(".json") }.compactMap { file in
      Project.text(of: folder.appending(group).appending(file)).map {
        RecordedPayload(name: "\(group)/\(file)", event: event(group, file), text: $0)
      }
    }
  }

  let name: String
  let event: String
  private let text: String

  /// One recorder sorted by event, the other names its files for it.
  private static func event(_ group: String, _ file: String) -> String {
    guard group == "hub4j" else { return group }
    let stem = file.split(separator: ".")[0]
    return ["pull_request_review", "pull_request", "push"].first { stem.hasPrefix($0) } ?? String(stem)
  }

  /// The text behind a way of keys.
  func text(_ keys: String...) throws -> String {
    let root: Node? = try Document.json(SourceText(text)).root
    return try #require(keys.reduce(root) { $0?[$1] }?.string)
  }

  /// The event, with other ids in the place of recorded ones; unused keys are empty.
  func event(replacing ids: [(String, String, String, String)] = []) throws -> GitHubEvent {
    var changed = text
    for (first, second, third, new) in ids {
      let root: Node? = try Document.json(SourceText(text)).root
      let keys = [first, second, third].filter { !$0.isEmpty }
      let old = try #require(keys.reduce(root) { $0?[$1] }?.string)
      changed = changed.replacing(old, with: new)
    }
    return try GitHubEvent(name: event, payload: changed)
  }
}
