internal import Git
internal import Policy

/// A CODEOWNERS file (GitHub, "About code owners"), as far as somebody needs to know who owns a folder.
struct CodeOwners {
  /// Where GitHub looks for it, in this order.
  static let places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"]

  /// A larger file is ignored by GitHub, too.
  static let sizeLimit = 3 * 1024 * 1024

  /// The owner in a file that was just written: nobody.
  static let placeholder = "@your-organisation/your-team"

  private struct Line {
    let patterns: [PathPattern]
    let owners: [Substring]
  }

  private let lines: [Line]

  init(_ text: String) {
    lines = text.split(whereSeparator: \.isNewline).compactMap { line in
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      guard let first = words.first else { return nil }
      return Line(patterns: Self.patterns(first), owners: words.dropFirst().filter { $0 != Self.placeholder })
    }
  }

  /// Whether every file of a folder, as `/.signalbox/`, that nobody names has an owner.
  func hasOwner(ofFolder folder: String) -> Bool {
    hasOwner(of: folder.drop { $0 == "/" } + "any-file")
  }

  /// Whether a file has an owner: the last line that fits counts, and one without owners takes them away.
  func hasOwner(of path: some StringProtocol) -> Bool { !owners(of: path).isEmpty }

  /// The owners of a file, of whom GitHub needs one.
  func owners(of path: some StringProtocol) -> [Substring] {
    let path = Array(path.utf8)
    return lines.last { $0.patterns.contains { $0.matches(path) } }?.owners ?? []
  }

  /// The pattern in this project's words; none for one that cannot be read, which GitHub skips.
  private static func patterns(_ text: Substring) -> [PathPattern] {
    var name = text
    if name.hasSuffix("/") { name = name.dropLast() }
    // A slash in front or within ties it to the top; a name alone fits at any depth.
    let isTied = name.contains("/") || text.hasPrefix("/")
    if name.hasPrefix("/") { name = name.dropFirst() }
    let whole = isTied ? String(name) : "**/\(name)"
    // What names a folder stands for all that is in it, but `docs/*` for the files of one folder only.
    let isOfFiles = name.split(separator: "/").last?.contains("*") ?? true
    do throws(PathPattern.Malformed) {
      return try isOfFiles ? [PathPattern(whole)] : [PathPattern(whole), PathPattern(whole + "/**")]
    } catch {
      return []
    }
  }
}
