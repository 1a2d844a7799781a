internal import Documents

extension RehearsalReport {
  /// What a role could do with a relation.
  package struct Access: Sendable, Equatable {
    package enum Claims: String, Sendable, CaseIterable {
      case none
      /// The role's, with the subject of a row.
      case own
      /// Those, and what a user can write besides.
      case forged
    }

    package enum Command: String, Sendable, CaseIterable {
      case select = "SELECT"
      case insert = "INSERT"
      case update = "UPDATE"
      case delete = "DELETE"
      case truncate = "TRUNCATE"
    }

    package enum Answer: Sendable, Equatable {
      case denied
      /// It was done; how many rows there were.
      case rows(Int)
      /// It was allowed, and failed with a code (appendix A, "PostgreSQL Error Codes").
      case fails(String)
      /// The relation has no such command.
      case impossible
    }

    /// As `eng.orders`.
    package var relation: String

    /// Whether it is a view, materialized or not.
    package var isView: Bool

    /// `PUBLIC` for one that nothing is granted to.
    package var role: String
    package var claims: Claims
    package var answers: [Command: Answer]

    package init(
      relation: String, isView: Bool = false, role: String, claims: Claims, answers: [Command: Answer]
    ) {
      self.relation = relation
      self.isView = isView
      self.role = role
      self.claims = claims
      self.answers = answers
    }
  }
}

extension RehearsalReport.Access {
  var node: Node {
    let told = Command.allCases.compactMap { command in
      answers[command].map { (command.rawValue, Node.string($0.text)) }
    }
    return .members([
      ("relation", .string(relation)), ("view", isView ? .boolean(true) : nil), ("role", .string(role)),
      ("claims", .string(claims.rawValue)), ("answers", .object(told)),
    ])
  }

  init(_ value: RehearsalValue) throws(UnreadableRehearsal) {
    self.init(
      relation: try value["relation"].text(), isView: try value.optional("view")?.flag() ?? false,
      role: try value["role"].text(), claims: try value["claims"].word(of: Claims.self), answers: [:])
    let told = try value["answers"]
    for command in Command.allCases {
      guard let text = try told.optional(command.rawValue)?.text() else { continue }
      guard let answer = Answer(text) else {
        throw UnreadableRehearsal(message: "an answer to \(command.rawValue) is to be one of its schema")
      }
      answers[command] = answer
    }
  }
}

extension RehearsalReport.Access.Answer {
  fileprivate var text: String {
    switch self {
    case .denied: "denied"
    case .rows(let count): count == 1 ? "1 row" : "\(count) rows"
    case .fails(let code): "fails \(code)"
    case .impossible: "impossible"
    }
  }

  fileprivate init?(_ text: String) {
    let words = text.split(separator: " ")
    switch (text, words.count) {
    case ("denied", _): self = .denied
    case ("impossible", _): self = .impossible
    case (_, 2) where words[0] == "fails": self = .fails(String(words[1]))
    case (_, 2) where words[1].hasPrefix("row"):
      guard let count = Int(words[0]), count >= 0 else { return nil }
      self = .rows(count)
    default: return nil
    }
  }
}
