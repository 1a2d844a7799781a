internal import Documents

/// A changelog in Markdown, as far as versions of migrations go.
struct Changelog {
  /// The visible text below the heading Unreleased.
  let unreleased: VisibleText

  /// The numbers of fourteen digits below that heading.
  var versions: Set<String> { unreleased.versions }

  init(_ source: SourceText) {
    let lines = VisibleText(String(decoding: source.bytes, as: UTF8.self)).lines
    // The level of the heading Unreleased, whose section ends with the next heading of that level or above.
    var open: Int?
    var text: [String] = []
    for (number, line) in lines.enumerated() {
      let next = number + 1 < lines.count ? lines[number + 1] : ""
      if let level = Self.level(of: line, before: next), level <= open ?? 6 {
        open = line.lowercased().contains("unreleased") ? level : nil
      } else if open != nil {
        text.append(line)
      }
    }
    unreleased = VisibleText(text.joined(separator: "\n"))
  }

  /// The level of a heading, by its number signs or by what underlines it; `nil` for other lines.
  private static func level(of line: String, before next: String) -> Int? {
    let signs = line.prefix { $0 == "#" }.count
    if signs > 0 { return line.dropFirst(signs).first == " " ? signs : nil }
    let under = next.filter { !$0.isWhitespace }
    guard !under.isEmpty, line.contains(where: { $0.isLetter || $0.isNumber }), !line.hasPrefix("-") else { return nil }
    return under.allSatisfy { $0 == "=" } ? 1 : under.allSatisfy { $0 == "-" } ? 2 : nil
  }
}

extension DatabaseFiles.Changed {
  /// Whether more than white space and comments changes.
  var changesWords: Bool {
    func words(_ source: SourceText?) -> [Substring] {
      VisibleText(String(decoding: source?.bytes ?? [], as: UTF8.self)).lines.flatMap { $0.split { $0.isWhitespace } }
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
