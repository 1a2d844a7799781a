internal import Documents

/// A changelog in Markdown, as far as versions of migrations go.
struct Changelog {
  /// The visible text below the heading Unreleased.
  let unreleased: VisibleText

  /// The numbers of fourteen digits below that heading.
  var versions: Set<String> { unreleased.versions }

  init(_ source: SourceText) {
    var isOpen = false
    var text: [String] = []
    for line in VisibleText(String(decoding: source.bytes, as: UTF8.self)).lines {
      if line.hasPrefix("## ") || line.hasPrefix("# ") {
        isOpen = line.lowercased().contains("unreleased")
      } else if isOpen {
        text.append(line)
      }
    }
    unreleased = VisibleText(text.joined(separator: "\n"))
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
