package import Git
package import Policy

/// Which changes need a decision, and what a decision has to say.
package struct DecisionPolicy: Sendable {
  /// Where the records are; `nil` where none are kept.
  package let folder: RepositoryPath?
  package let template: RepositoryPath?

  /// The sections that are filled.
  package let sections: [String]

  /// The statuses that carry a change.
  package let enough: [String]
  package let crossCutting: [CrossCutting]
  package let exclude: [PathPattern]

  /// The word in a description that names a decision, as in `ADR: 0002`.
  package let word: String

  /// After how many days a decision that is still proposed is overdue.
  package let proposedDays: Int

  init() {
    (folder, template, sections, enough, crossCutting, exclude) = (nil, nil, [], [], [], [])
    (word, proposedDays) = ("ADR", 30)
  }

  init(_ reader: inout PolicyReader) {
    folder = reader.folder("folder")
    template = reader.folder("template")
    sections = reader.texts("sections") ?? []
    enough = reader.texts("enough")?.map { $0.lowercased() } ?? []
    crossCutting = reader.list("cross-cutting") { reader, _ in CrossCutting(&reader) }
    exclude = reader.patterns("exclude") ?? []
    word = reader.text("named-by") ?? "ADR"
    proposedDays = reader.count("proposed-for-at-most") ?? 30
  }
}

/// Paths or folders, and what has to happen to them, so that a change cuts across.
package struct CrossCutting: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case changed
    case added
    case removed
  }

  /// Files of which one is edited, added or removed.
  package let paths: [PathPattern]

  /// Folders that appear or vanish.
  package let folders: [PathPattern]
  package let when: [Kind]

  init(_ reader: inout PolicyReader) {
    paths = reader.patterns("paths") ?? []
    folders = reader.patterns("folders") ?? []
    when = reader.choices("when", of: Kind.self) ?? [.changed]
  }
}
