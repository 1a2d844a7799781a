internal import Changes
internal import Compatibility
internal import Documents
internal import Git
internal import JSONSchema

/// The unchanged schemas that a change may break by what they refer to.
struct AffectedSchemas {
  /// Those of which anything is asked, and whether it is known that they accept all that they did at the base.
  private(set) var schemas: [(path: RepositoryPath, isSettled: Bool)] = []
  /// Whether there may be more of them, since the contracts are too many to be read.
  let isIncomplete: Bool
  private var monotone: MonotoneDependents?

  /// Looks for the schemas that lead to some changed files.
  ///
  /// - Parameters:
  ///   - changed: the files that are documents on the judged side, or are gone.
  ///   - reading: how the schemas of the judged side are read.
  ///   - compiled: the same, to be compared.
  ///   - before: what the change is based on.
  ///   - limits: what a proof may cost.
  ///   - mode: what is asked of a schema; nil where nothing is.
  init(
    of changed: [ChangedPath], _ reading: SchemaReading, _ compiled: CompiledContracts, since before: ContractState,
    limits: ProofLimits, mode: (RepositoryPath) -> ComparisonMode?
  ) {
    let names = Self.names(of: changed, reading.library, before.library)
    let paths = reading.dependents.allFiles(naming: names, except: Set(changed.map(\.path)))
    isIncomplete = !names.isEmpty && reading.library.isExhausted
    let modes = Set(paths.compactMap(mode))
    guard let first = modes.first else { return }
    let known = paths.filter { path in
      before.hasSchema(at: path)
        && reading.library.document(atPath: path).map { reading.isSchema($0, at: path) } ?? false
    }
    monotone = MonotoneDependents(
      paths, schemas: known, from: before.compiled, to: compiled, mode: modes.count == 1 ? first : .full,
      limits: limits)
    for path in paths where mode(path) != nil {
      schemas.append((path, isSettled: monotone.map { !$0.unsettled.contains(path) } ?? false))
    }
  }

  /// The names that references to some files may have, where they changed in more than their layout.
  private static func names(
    of changed: [ChangedPath], _ library: ContractLibrary, _ before: ContractLibrary
  ) -> Set<String> {
    var names: Set<String> = []
    for file in changed {
      if let after = library.document(atPath: file.path), after == before.document(atPath: file.path) { continue }
      if file.old != nil {
        names.formUnion(SchemaDependents.names(of: file.path, before.identifiers(at: file.path, file.old)))
      }
      // A reference may lead here from now on, to an identifier that another file had.
      names.formUnion(SchemaDependents.names(of: library.identifiers(at: file.path, file.new)))
    }
    return names
  }

  /// Whether it was found out on the way that a changed schema accepts all that it did.
  func hasKept(_ old: CompiledContracts.Entry, as new: CompiledContracts.Entry, mode: ComparisonMode) -> Bool {
    monotone?.hasKept(old, as: new, mode: mode) ?? false
  }
}
