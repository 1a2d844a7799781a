/// What a tree entry is: the modes that git knows.
package enum FileMode: UInt32, Hashable, Sendable {
  case tree = 0o040000
  case file = 0o100644
  case executable = 0o100755
  case symbolicLink = 0o120000
  case submodule = 0o160000

  /// Takes a mode as it stands in a tree; old trees have other permission bits, which git reads as one of these.
  init?(recorded bits: UInt32) {
    switch bits & 0o170000 {
    case 0o040000: self = .tree
    case 0o100000: self = bits & 0o100 == 0 ? .file : .executable
    case 0o120000: self = .symbolicLink
    case 0o160000: self = .submodule
    default: return nil
    }
  }

  /// Whether the two are the same but for the permission to execute.
  func hasKind(of other: FileMode) -> Bool { rawValue & 0o170000 == other.rawValue & 0o170000 }
}

extension FileMode: CustomStringConvertible {
  /// The six octal digits that `git ls-tree` prints.
  package var description: String {
    let digits = String(rawValue, radix: 8)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}
