internal import Documents
internal import Git

/// A value of a payload, or its absence, together with the way to it.
///
/// GitHub's payloads have hundreds of keys, of which a few are read ("Webhook events and payloads").
struct GitHubPayload {
  private let node: Node?
  private let path: String
  private let event: String

  /// Reads the JSON of a payload.
  ///
  /// - Throws: `Undecidable` where it is none, or has a key twice.
  init(_ bytes: [UInt8], of event: String) throws(Undecidable) {
    do throws(DocumentError) {
      let document = try Document.json(SourceText(bytes))
      // Half of a surrogate pair can stand in any title, and nothing here depends on it.
      try document.requireNoDefects(except: [.loneSurrogate])
      node = document.root
    } catch {
      throw Undecidable("the payload of the event \(event) cannot be read: \(error)", help: Self.help)
    }
    path = ""
    self.event = event
  }

  private init(_ node: Node?, path: String, event: String) {
    self.node = node
    self.path = path
    self.event = event
  }

  subscript(key: String) -> GitHubPayload {
    GitHubPayload(node?[key], path: path.isEmpty ? key : "\(path).\(key)", event: event)
  }

  var text: String {
    get throws(Undecidable) {
      guard let text = node?.string, !text.isEmpty else { throw wrong("a text") }
      return text
    }
  }

  /// `nil` for a key that is missing or null.
  var optionalText: String? {
    get throws(Undecidable) { isAbsent ? nil : try text }
  }

  var number: Int {
    get throws(Undecidable) {
      guard let number = node?.number?.int else { throw wrong("a whole number") }
      return number
    }
  }

  /// `nil` for a key that is missing or null.
  var optionalNumber: Int? {
    get throws(Undecidable) { isAbsent ? nil : try number }
  }

  var commit: ObjectID {
    get throws(Undecidable) {
      guard let commit = try commitOrNothing else { throw wrong("the id of a commit") }
      return commit
    }
  }

  /// `nil` for the null id, which is no commit's.
  var commitOrNothing: ObjectID? {
    get throws(Undecidable) {
      guard let text = node?.string, let id = ObjectID(text) else { throw wrong("40 hexadecimal digits") }
      return id == .zero ? nil : id
    }
  }

  private var isAbsent: Bool { node?.isNull ?? true }

  private func wrong(_ expected: String) -> Undecidable {
    Undecidable("the payload of the event \(event) has no \(path) that is \(expected)", help: Self.help)
  }

  private static let help = "leave GITHUB_EVENT_PATH as GitHub sets it, or name the commits: --base REV --head REV"
}
