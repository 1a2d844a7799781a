internal import Documents

/// A comment that tells where a direction begins, or how a runner is to read it.
struct Marker: Equatable {
  enum Convention: String, CaseIterable {
    /// dbmate: `-- migrate:up`, `-- migrate:down`.
    case dbmate = "-- migrate:"
    /// goose: `-- +goose Up`, `-- +goose Down`.
    case goose = "-- +goose"
    /// A comment that says nothing but `down` or `rollback`.
    case divider = "-- down"

    /// Whether it is one of the two that have a marker for each direction.
    var hasMarkers: Bool { self != .divider }
  }

  enum Role: Equatable {
    case up
    case down
    /// What stands from here to `blockEnd` is one statement for goose.
    case blockStart
    case blockEnd
    /// Another word to the runner.
    case option
  }

  let convention: Convention
  let role: Role
  /// The line without its line break.
  let range: SourceRange

  /// Reads the text of a line comment, without what stands before its `--`.
  ///
  /// dbmate and goose look at lines, whatever SQL has to say about them; so do we.
  init?(_ comment: String, at range: SourceRange) {
    guard comment.hasPrefix("--") else { return nil }
    let text = comment.dropFirst(2)
    let words = text.split { $0 == " " || $0 == "\t" }
    self.range = range
    switch words.first {
    // dbmate tells capitals apart.
    case "migrate:up": (convention, role) = (.dbmate, .up)
    case "migrate:down": (convention, role) = (.dbmate, .down)
    case "+goose":
      convention = .goose
      switch words.dropFirst().first?.lowercased() {
      case "up": role = .up
      case "down": role = .down
      case "statementbegin": role = .blockStart
      case "statementend": role = .blockEnd
      default: role = .option
      }
    default:
      let plain = text.drop { Self.ornaments.contains($0) }.lowercased()
      var end = plain[...]
      while let last = end.last, Self.ornaments.contains(last) { end.removeLast() }
      guard let role = Self.headings[String(end)] else { return nil }
      (convention, self.role) = (.divider, role)
    }
  }

  private static let ornaments: Set<Character> = [" ", "\t", "-", "=", "*", "#", ":", "."]

  private static let headings: [String: Role] = [
    "down": .down, "rollback": .down, "down migration": .down, "down path": .down, "rollback path": .down,
    "up": .up, "up migration": .up, "up path": .up,
  ]
}
