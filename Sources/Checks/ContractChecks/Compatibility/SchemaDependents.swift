internal import Documents
internal import Git
internal import JSONSchema

/// Finds the files that may refer to some others, by the names in their references.
///
/// A reference need not lead where its name says: whoever is told of a file finds out by resolving what stands there.
final class SchemaDependents {
  private let library: ContractLibrary
  /// Who refers to whom, once somebody has asked.
  private var known: References?

  private struct References {
    var byName: [String: [RepositoryPath]] = [:]
    /// The files with references that may lead anywhere.
    var unsure: [RepositoryPath] = []
  }

  /// Reads the contracts of a library.
  init(_ library: ContractLibrary) {
    self.library = library
  }

  private func references() -> References {
    if let known { return known }
    var found = References()
    for file in library.allFiles() {
      var isUnsure = false
      var names: Set<String> = []
      for reference in library.references(in: file) {
        switch SchemaNames.lead(of: reference) {
        case .itself: continue
        case .name(let name): names.insert(name)
        case .anything: isUnsure = true
        }
      }
      if let target = library.target(ofLinkAt: file) { names.insert(Self.name(of: target)) }
      for name in names { found.byName[name, default: []].append(file.path) }
      if isUnsure { found.unsure.append(file.path) }
    }
    known = found
    return found
  }

  /// The files that name one of some files, directly or by a link; none of those files themselves.
  func files(naming names: Set<String>, except known: Set<RepositoryPath>) -> [RepositoryPath] {
    guard !names.isEmpty else { return [] }
    let references = references()
    var found = Set(references.unsure)
    var open = names
    var seen = names
    while let name = open.popFirst() {
      for path in references.byName[name] ?? [] where found.insert(path).inserted {
        guard library.isLink(path), seen.insert(Self.name(of: path)).inserted else { continue }
        open.insert(Self.name(of: path))
      }
    }
    return found.subtracting(known).sorted()
  }

  /// The files that name one of some files, or one that does, and so on, nearer ones first; none of the files
  /// themselves, though the way may lead through them.
  func allFiles(naming start: Set<String>, except files: Set<RepositoryPath>) -> [RepositoryPath] {
    var found: [RepositoryPath] = []
    var known: Set<RepositoryPath> = []
    var names = start
    while !names.isEmpty {
      let next = self.files(naming: names, except: known)
      found += next
      known.formUnion(next)
      names = next.reduce(into: []) { $0.formUnion(Self.names(of: $1, library.identifiers(at: $1))) }
    }
    return found.filter { !files.contains($0) }
  }

  /// The names that references to a file may have: its own, and those of the identifiers in it.
  static func names(of path: RepositoryPath, _ identifiers: [String]) -> Set<String> {
    names(of: identifiers).union([name(of: path)])
  }

  /// The names that references by some identifiers may have; an empty one stands for a reference that may lead
  /// anywhere.
  static func names(of identifiers: [String]) -> Set<String> {
    Set(
      identifiers.compactMap { identifier in
        switch SchemaNames.lead(of: identifier) {
        case .name(let name): name
        case .anything: ""
        case .itself: nil
        }
      })
  }

  static func name(of path: RepositoryPath) -> String { String(decoding: path.lastComponent, as: UTF8.self) }
}
