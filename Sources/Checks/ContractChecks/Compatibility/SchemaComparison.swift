package import Compatibility
package import Documents
package import Findings
internal import Git

/// What came out of comparing a schema with one of its earlier versions, in one direction.
package struct SchemaComparison: Sendable {
  /// The schema as it is now, as it is shown; of a collection of definitions with the name of one.
  package let schema: String

  package let earlier: EarlierSchema

  /// `backward` or `forward`.
  package let direction: ComparisonMode

  package var outcome: Outcome

  package enum Outcome: Sendable {
    case breaking(SchemaBreak)
    /// It was not found out, for this reason, which has to do with this place.
    case undecided(String, Place)
  }
}

/// The version that a schema is compared with.
package struct EarlierSchema: Sendable, Hashable {
  /// A commit or a tag; nil for what the change is based on.
  package let version: String?
  /// Its path there, as it is shown.
  package let path: String

  /// As words: `the version before`, `v1.2`.
  package var words: String { version ?? "the version before" }
}

/// A proof that one schema refuses what fits the other, and what did that.
package struct SchemaBreak: Sendable {
  /// What proves that there is a break at all.
  package let proof: Proof
  /// The changes that break, each by itself, in the order of the keywords; never empty.
  package var changes: [Change]
  /// The change that refuses the witness, as an index of `changes`.
  package var culprit: Int
  /// What writers are taken to send.
  let content: ContentModel

  /// A document, and why it is refused.
  package struct Proof: Sendable {
    /// Valid by the one schema and not by the other.
    package let witness: Node
    /// What the other schema says of it, and of which value in it; nil where that would take too long to tell.
    package let refusal: (message: String, instance: JSONPointer)?
  }

  package struct Change: Sendable {
    /// `property-removed`, as docs/compatibility.md lists them; nil where none could be named.
    package let code: String?
    /// What was edited, as the begin of a sentence: "adding `labels`".
    let words: String
    package let place: Place
    /// Where it was in the version before, or is in this one where it is new.
    let part: ConsumerChange.ChangedPart?
    /// What the plans say of it.
    var plan = PlanAnswer.missing
    /// What differs, as text that equals that of the same change elsewhere; nil where it is not known, or long.
    package let difference: String?
    /// A document that is refused for this change; nil where none was found.
    package internal(set) var proof: Proof?
  }
}

/// A schema that is there no more.
package struct SchemaRemoval: Sendable {
  /// What is gone, as it is shown.
  package let schema: String
  /// The file that it was in, and the way to it there.
  let artifact: RepositoryPath
  let pointer: JSONPointer
  /// Where to point at: the file that it stood in.
  package let place: Place
  /// Whether the file is still there, and is no schema any more.
  package let isFileThere: Bool
  /// Whether the version before said that it would go.
  let wasDeprecated: Bool
  /// What the plans say of it.
  var plan = PlanAnswer.missing
}
