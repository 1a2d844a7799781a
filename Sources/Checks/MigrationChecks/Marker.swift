internal import Documents

/// A comment that tells where a direction begins, or how a runner is to read it.
struct Marker: Equatable {
  enum Convention: String, CaseIterable {
    /// dbmate: `-- migrate:up`, `-- migrate:down`.
    case dbmate = "-- migrate:"
    /// goose: `-- +goose Up`, `-- +goose Down`.
    case goose = "-- +goose"
    /// sql-migrate: `-- +migrate Up`, `-- +migrate Down`.
    case sqlMigrate = "-- +migrate"
    /// tern: `---- create above / drop below ----`.
    case tern = "---- create above / drop below ----"
    /// node-pg-migrate: `-- Up Migration`, `-- Down Migration`.
    case nodePgMigrate = "-- Down Migration"
    /// A comment that says nothing but `down` or `rollback`.
    case divider = "-- down"

    /// Whether it has a marker for each direction.
    var hasMarkers: Bool {
      switch self {
      case .dbmate, .goose, .sqlMigrate: true
      case .tern, .nodePgMigrate, .divider: false
      }
    }

    /// Whether statements are cut by lines, so that a body needs markers around it.
    var hasBlocks: Bool { self == .goose || self == .sqlMigrate }

    /// The runner whose markers they are; `nil` for a convention of several.
    var runner: Runner? {
      switch self {
      case .dbmate: .dbmate
      case .goose: .goose
      case .sqlMigrate: .sqlMigrate
      case .tern: .tern
      case .nodePgMigrate: .nodePgMigrate
      case .divider: nil
      }
    }
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

  /// Whether a divider says `up migration` or `down migration`, as node-pg-migrate wants it.
  private(set) var isWhole = false

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
    case "+goose", "+migrate":
      convention = words.first == "+goose" ? .goose : .sqlMigrate
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
      if end == "create above / drop below" {
        (convention, self.role) = (.tern, .down)
        return
      }
      guard let role = Self.headings[String(end)] else { return nil }
      (convention, self.role) = (.divider, role)
      isWhole = end.hasSuffix(" migration")
    }
  }

  /// Reads a line as node-pg-migrate does: `-- Up Migration` and `-- Down Migration`, whatever follows (src/sqlMigration.ts).
  init?(heading comment: String, at range: SourceRange) {
    guard comment.hasPrefix("--") else { return nil }
    let words = comment.drop { $0 == "-" || $0.isWhitespace }.lowercased()
      .split(maxSplits: 2, whereSeparator: \.isWhitespace)
    guard words.count > 1, words[1].hasPrefix("migration"), let role = ["up": Role.up, "down": .down][words[0]] else {
      return nil
    }
    (convention, self.role, self.range) = (.nodePgMigrate, role, range)
  }

  private static let ornaments: Set<Character> = [" ", "\t", "-", "=", "*", "#", ":", "."]

  private static let headings: [String: Role] = [
    "down": .down, "rollback": .down, "down migration": .down, "down path": .down, "rollback path": .down,
    "up": .up, "up migration": .up, "up path": .up,
  ]
}

extension Marker {
  /// Whether a runner's convention reads the marker: node-pg-migrate reads some of the words that divide.
  func belongs(to other: Convention) -> Bool {
    convention == other || other == .nodePgMigrate && convention == .divider && isWhole
  }
}
