internal import Documents

/// A changelog in Markdown, as far as versions of migrations go.
struct Changelog {
  /// The visible text below the heading Unreleased.
  let unreleased: String

  /// The numbers of fourteen digits below that heading.
  var versions: Set<String> {
    Set(unreleased.split { !$0.isASCII || !$0.isNumber }.map(String.init).filter { $0.utf8.count == 14 })
  }

  init(_ source: SourceText) {
    var isOpen = false
    var isComment = false
    var text = ""
    for line in String(decoding: source.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") || line.hasPrefix("# ") {
        isOpen = line.lowercased().contains("unreleased")
        continue
      }
      let visible = Self.visible(line, &isComment)
      if isOpen { text += visible + "\n" }
    }
    unreleased = text
  }

  /// A line without what is within `<!-- -->`.
  private static func visible(_ line: Substring, _ isComment: inout Bool) -> String {
    var rest = line
    var text = ""
    while !rest.isEmpty {
      guard let found = rest.firstRange(of: isComment ? "-->" : "<!--") else { break }
      if !isComment { text += rest[..<found.lowerBound] }
      isComment.toggle()
      rest = rest[found.upperBound...]
    }
    return isComment ? text : text + rest
  }
}

extension DatabaseFiles.Changed {
  /// Whether more than white space changes.
  var changesWords: Bool {
    func words(_ source: SourceText?) -> [Substring] {
      String(decoding: source?.bytes ?? [], as: UTF8.self).split { $0.isWhitespace }
    }
    return new == nil || words(old) != words(new)
  }
}

extension MigrationChange {
  /// The new migrations by what names them: their time or number.
  var newVersions: [(file: MigrationFile, version: String)] {
    let renamed = history.disturbed.renamedPaths
    return files.filter { file in
      !file.isMerged && file.name.part != .down && file.paths != nil && !renamed.contains(file.path)
    }.map { file in
      (file, file.name.timestamp ?? String(file.name.stem.prefix { $0 != "_" }))
    }
  }
}
