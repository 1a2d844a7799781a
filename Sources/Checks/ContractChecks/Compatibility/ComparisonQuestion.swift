internal import Compatibility
internal import Git

/// Two versions of a schema that are to be compared.
struct ComparisonQuestion {
  let new: CompiledContracts.Entry
  let old: CompiledContracts.Entry
  /// The way to a definition; nil for a whole document.
  let definition: String?
  /// Where the old version stood.
  let state: ContractState
  let mode: ComparisonMode
  let content: ContentModel
  /// Whether the change edits the file, and not only what it refers to.
  let isChanged: Bool

  /// The schema as it is shown.
  var shown: String { definition.map { "\(new.path) (\($0))" } ?? new.path.description }

  var earlier: EarlierSchema { EarlierSchema(version: state.version, path: old.path.description) }
}
