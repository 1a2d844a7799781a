internal import Calendars
internal import Documents
internal import Git

/// A value of an answer, or its absence, together with where it was found ("GitHub REST API documentation").
///
/// Answers have hundreds of keys, of which a few are read; what is not as it is documented is a `CollectionProblem`.
struct Answer {
  private let node: Node?
  private let path: String

  init(_ node: Node?, path: String) {
    self.node = node
    self.path = path
  }

  /// Reads the JSON of an answer.
  init(_ bytes: [UInt8], path: String) throws(CollectionProblem) {
    do throws(DocumentError) {
      let document = try Document.json(SourceText(bytes))
      // Half of a surrogate pair can stand in any title, and nothing here depends on it.
      try document.requireNoDefects(except: [.loneSurrogate])
      self.init(document.root, path: path)
    } catch {
      throw CollectionProblem("\(path) answers with what is no JSON: \(error)")
    }
  }

  subscript(key: String) -> Answer { Answer(node?[key], path: "\(path) \(key)") }

  var isAbsent: Bool { node?.isNull ?? true }

  var elements: [Answer] {
    get throws(CollectionProblem) {
      guard let elements = node?.array else { throw wrong("a list") }
      return elements.enumerated().map { Answer($1, path: "\(path) [\($0)]") }
    }
  }

  /// The errors of an answer of GraphQL, which come with the status 200.
  var errors: [Answer] {
    let errors = node?["errors"]?.array.map(Array.init) ?? []
    return errors.enumerated().map { Answer($1, path: "\(path) errors [\($0)]") }
  }

  var text: String {
    get throws(CollectionProblem) {
      guard let text = node?.string else { throw wrong("a text") }
      return text
    }
  }

  /// `nil` for a key that is missing or null.
  var optionalText: String? {
    get throws(CollectionProblem) { isAbsent ? nil : try text }
  }

  var number: Int {
    get throws(CollectionProblem) {
      guard let number = node?.number?.int else { throw wrong("a whole number") }
      return number
    }
  }

  var boolean: Bool? { node?.boolean }

  /// `nil` for anything but a text.
  var string: String? { node?.string }

  var commit: ObjectID {
    get throws(CollectionProblem) {
      guard let text = node?.string, let id = ObjectID(text) else { throw wrong("40 hexadecimal digits") }
      return id
    }
  }

  var instant: Instant {
    get throws(CollectionProblem) {
      guard let text = node?.string, let instant = Instant(rfc3339: text) else { throw wrong("an instant") }
      return instant
    }
  }

  var optionalInstant: Instant? {
    get throws(CollectionProblem) { isAbsent ? nil : try instant }
  }

  /// The login of an account; `nil` for one that is not there any more, which GitHub shows as `ghost`.
  var login: String? {
    guard let login = node?["login"]?.string, !login.isEmpty, login.lowercased() != "ghost" else { return nil }
    return login
  }

  func wrong(_ expected: String) -> CollectionProblem {
    CollectionProblem("\(path) is not \(expected)")
  }
}

extension Node {
  /// A text, or null where there is none.
  static func text(_ text: String?) -> Node { text.map(Node.string) ?? .null }

  static func instant(_ instant: Instant) -> Node { .string(instant.description) }

  static func commit(_ commit: ObjectID) -> Node { .string(commit.description) }
}
