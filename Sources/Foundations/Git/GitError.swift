/// Why a repository could not be read: what kind of failure, in words, and the command that repairs it.
package struct GitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  package enum Code: String, Hashable, Sendable {
    /// Something of that name is there already.
    case alreadyExists
    /// There is no repository at the place, nor above it.
    case notARepository
    /// The repository belongs to another user, and the user's configuration does not declare it safe.
    case dubiousOwnership
    /// The repository has a format that cannot be read: SHA-256 object ids, reftable, a newer version.
    case unsupportedFormat
    /// HEAD names a branch that has no commit yet.
    case unbornHead
    /// A revision names nothing in this repository.
    case unknownRevision
    /// An abbreviated object id fits several objects.
    case ambiguousID
    /// An object is of another kind than the one asked for.
    case wrongKind
    /// An object is not in the object database, and no partial clone explains it.
    case missingObject
    /// An object was left out of this partial clone.
    case omittedObject
    /// The answer lies beyond the commits that this shallow clone has.
    case shallowBoundary
    /// The bytes of an object do not have its id, do not inflate, or do not parse.
    case corruptObject
    /// An object, a file or a comparison exceeds the limit that was set for it.
    case tooLarge
    /// A bare repository was asked about its working tree.
    case noWorkingTree
    /// A file of the working tree or of the repository's folder could not be read.
    case unreadableFile
    /// libgit2 reports a failure that has no code of its own here.
    case unexpected
  }

  /// The kind of the failure.
  package let code: Code
  /// What failed, with the object or path, in one sentence without a full stop at its end.
  package let message: String
  /// What to do about it: as a rule the command that repairs it; empty when there is none.
  package let help: String

  package init(_ code: Code, _ message: String, help: String = "") {
    self.code = code
    self.message = message
    self.help = help
  }

  package var description: String { help.isEmpty ? message : "\(message) (\(help))" }
}
