internal import Documents
internal import Git
internal import JSONSchema

/// What some unchanged schemas lead to before and after a change, each document by the same number for all of them.
struct JoinedStates {
  private(set) var old: SchemaResources
  private(set) var new: SchemaResources
  /// The files of the documents.
  let oldPaths: [RepositoryPath]
  let newPaths: [RepositoryPath]
  /// The numbers of the documents, by their files.
  private let oldNumbers: [RepositoryPath: Int]
  private let newNumbers: [RepositoryPath: Int]
  /// Of each new document the number of the old one that is the same to its last byte, and is read in the same way.
  let unchanged: [Int?]

  /// A part of a document before and after the change.
  struct Part: Hashable {
    let old: Location
    let new: Location
  }

  /// Loads what schemas lead to; nil where it is not sure that all of them find the same by the same names.
  init?(_ schemas: [RepositoryPath], from old: CompiledContracts, to new: CompiledContracts) {
    guard let before = old.joined(schemas), let after = new.joined(schemas) else { return nil }
    self.old = before.resources
    self.new = after.resources
    oldPaths = before.paths
    newPaths = after.paths
    let oldNumbers = Self.numbers(before.paths)
    self.oldNumbers = oldNumbers
    newNumbers = Self.numbers(after.paths)
    unchanged = after.paths.enumerated().map { number, path in
      oldNumbers[path].flatMap { earlier in
        let document = ReadDocument(number, in: after.resources)
        return document.isUnchanged(from: ReadDocument(earlier, in: before.resources)) ? earlier : nil
      }
    }
  }

  private static func numbers(_ paths: [RepositoryPath]) -> [RepositoryPath: Int] {
    Dictionary(paths.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// The numbers of a file's documents; nil where there is none on either side.
  func numbers(of old: RepositoryPath, _ new: RepositoryPath) -> (old: Int, new: Int)? {
    guard let before = oldNumbers[old], let after = newNumbers[new] else { return nil }
    return (before, after)
  }

  /// Where a reference of an unchanged document leads in both states; nil where it leads to nothing.
  mutating func target(of reference: SchemaReference) -> Part? {
    guard let number = unchanged[Int(reference.location.document)] else { return nil }
    do throws(SchemaError) {
      return Part(
        old: try old.resolve(reference.text, at: Location(number, Int(reference.location.index))),
        new: try new.resolve(reference.text, at: reference.location))
    } catch {
      return nil
    }
  }

  /// Whether the new version of a part is a schema, with all that it leads to.
  mutating func isCompilable(_ part: Part, _ options: SchemaOptions) -> Bool {
    do throws(SchemaError) {
      _ = try Schema(at: part.new, in: &new, options: options)
      return true
    } catch {
      return false
    }
  }

  /// Which files the changed documents refer to, before or after.
  mutating func referencesOfChanged() -> [(from: RepositoryPath, to: RepositoryPath)] {
    let isUnchanged = Set(unchanged.compactMap { $0 })
    var found: [(from: RepositoryPath, to: RepositoryPath)] = []
    do throws(SchemaError) {
      for reference in old.references where !isUnchanged.contains(Int(reference.location.document)) {
        let target = try old.resolve(reference.text, at: reference.location)
        found.append((oldPaths[Int(reference.location.document)], oldPaths[Int(target.document)]))
      }
      for reference in new.references where unchanged[Int(reference.location.document)] == nil {
        let target = try new.resolve(reference.text, at: reference.location)
        found.append((newPaths[Int(reference.location.document)], newPaths[Int(target.document)]))
      }
    } catch {
      // All of them were resolved before.
      return []
    }
    return found
  }

  /// Whether two places are one and the same, in a document that did not change.
  func isSame(_ part: Part) -> Bool {
    part.old.index == part.new.index && unchanged[Int(part.new.document)] == Int(part.old.document)
  }
}
