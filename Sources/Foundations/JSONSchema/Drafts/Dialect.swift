/// What a schema's keywords mean: a draft, and the parts of it that its metaschema puts in force.
package struct Dialect: Hashable, Sendable {
  package let draft: Draft
  package let vocabularies: Vocabularies

  /// All of a draft, as its own metaschema has it.
  package init(_ draft: Draft) {
    self.draft = draft
    vocabularies = draft <= .draft7 ? .all.subtracting(.formatAssertion) : .all.subtracting(.formatAssertion)
  }

  package init(_ draft: Draft, _ vocabularies: Vocabularies) {
    self.draft = draft
    self.vocabularies = vocabularies
  }

  /// Whether a keyword has its meaning here.
  package func knows(_ keyword: Keyword) -> Bool {
    guard keyword.drafts.contains(draft) else { return false }
    guard draft >= .draft2019 else { return true }
    let vocabulary = keyword.vocabulary
    if vocabulary == .unevaluated, draft == .draft2019 { return vocabularies.contains(.applicator) }
    if vocabulary == .formatAnnotation { return !vocabularies.isDisjoint(with: [.formatAnnotation, .formatAssertion]) }
    return vocabularies.contains(vocabulary)
  }
}

/// The parts of the drafts 2019-09 and 2020-12 that a metaschema can leave out (core, §8.1).
package struct Vocabularies: OptionSet, Hashable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let core = Vocabularies(rawValue: 1)
  package static let applicator = Vocabularies(rawValue: 2)
  package static let unevaluated = Vocabularies(rawValue: 4)
  package static let validation = Vocabularies(rawValue: 8)
  package static let metaData = Vocabularies(rawValue: 16)
  package static let formatAnnotation = Vocabularies(rawValue: 32)
  package static let formatAssertion = Vocabularies(rawValue: 64)
  package static let content = Vocabularies(rawValue: 128)

  package static let all: Vocabularies = [
    .core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .formatAssertion, .content,
  ]

  /// The vocabulary of a URI; nil for one that this engine does not know.
  init?(uri: String) {
    guard let name = uri.split(separator: "/").last, let draft = Self.draft(of: uri) else { return nil }
    switch (draft, name) {
    case (_, "core"): self = .core
    case (_, "applicator"): self = .applicator
    case (.draft2020, "unevaluated"): self = .unevaluated
    case (_, "validation"): self = .validation
    case (_, "meta-data"): self = .metaData
    case (.draft2019, "format"), (.draft2020, "format-annotation"): self = .formatAnnotation
    case (.draft2020, "format-assertion"): self = .formatAssertion
    case (_, "content"): self = .content
    default: return nil
    }
  }

  private static func draft(of uri: String) -> Draft? {
    if uri.hasPrefix("https://json-schema.org/draft/2019-09/vocab/") { return .draft2019 }
    if uri.hasPrefix("https://json-schema.org/draft/2020-12/vocab/") { return .draft2020 }
    return nil
  }
}
