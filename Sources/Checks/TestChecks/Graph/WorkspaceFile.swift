internal import Documents
internal import Git

/// A file in which a build tool keeps what a package depends on.
enum WorkspaceFile: Sendable {
  case npm
  case bundler
  case go
  case typescript

  init?(_ path: RepositoryPath) {
    let name = String(decoding: path.lastComponent, as: UTF8.self)
    switch name {
    case "package.json": self = .npm
    case "Gemfile", "gems.rb": self = .bundler
    case "go.mod": self = .go
    case _ where name.hasPrefix("tsconfig") && name.hasSuffix(".json"): self = .typescript
    default: return nil
    }
  }

  /// A dependency as it is written.
  struct Reference: Equatable {
    /// A path from the folder of the file, or the name of a package.
    let text: String
    var isName = false
    let line: Int?
  }

  /// What a file refers to.
  ///
  /// - Throws: `DocumentError` for JSON that cannot be read.
  func references(in source: SourceText) throws(DocumentError) -> [Reference] {
    switch self {
    case .npm: try Self.npm(source)
    case .bundler: Self.bundler(source)
    case .go: Self.go(source)
    case .typescript: try Self.typescript(source)
    }
  }

  private static let kinds = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"]

  private static func npm(_ source: SourceText) throws(DocumentError) -> [Reference] {
    let root = try Document.json(source).root
    return kinds.flatMap { kind -> [Reference] in
      (root[kind]?.object.map(Array.init) ?? []).map { member in
        let line = source.position(at: Int(member.value.range.start)).line
        let value = member.value.string ?? ""
        for scheme in ["file:", "link:", "portal:"] where value.hasPrefix(scheme) {
          return Reference(text: String(value.dropFirst(scheme.count)), line: line)
        }
        return Reference(text: member.key, isName: true, line: line)
      }
    }
  }

  /// `gem "x", path: "../x"`, `gem "x", :path => "../x"`, and `path "../x" do` (Bundler, "gemfile(5)").
  private static func bundler(_ source: SourceText) -> [Reference] {
    lines(of: source).compactMap { number, line in
      let text = line.drop { $0 == " " || $0 == "\t" }
      guard !text.hasPrefix("#") else { return nil }
      for mark in ["path:", ":path =>", ":path=>"] {
        if let range = text.firstRange(of: mark), let path = quoted(text[range.upperBound...]) {
          return Reference(text: path, line: number)
        }
      }
      guard text.hasPrefix("path "), let path = quoted(text.dropFirst(5)) else { return nil }
      return Reference(text: path, line: number)
    }
  }

  /// `replace example.com/x => ../x`, alone or in a block (go.dev/ref/mod, "replace directive").
  private static func go(_ source: SourceText) -> [Reference] {
    var isInBlock = false
    return lines(of: source).compactMap { number, line in
      let text = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
      let words = text.split { $0 == " " || $0 == "\t" }
      if words.first == ")" { isInBlock = false }
      if words.first == "replace", words.last == "(" { isInBlock = true }
      guard isInBlock || words.first == "replace", let arrow = words.firstIndex(of: "=>"), arrow + 1 < words.count,
        words[arrow + 1].hasPrefix("./") || words[arrow + 1].hasPrefix("../")
      else { return nil }
      return Reference(text: String(words[arrow + 1]), line: number)
    }
  }

  /// `references` and `extends` (typescriptlang.org, "Project References"); comments and last commas are allowed there.
  private static func typescript(_ source: SourceText) throws(DocumentError) -> [Reference] {
    let plain = SourceText(withoutComments(source.bytes))
    let root = try Document.json(plain).root
    func reference(_ node: Node?) -> Reference? {
      guard let node, let text = node.string else { return nil }
      return Reference(text: text, line: plain.position(at: Int(node.range.start)).line)
    }
    let extended = (root["extends"]?.array.map(Array.init) ?? [root["extends"]].compactMap { $0 }).compactMap(reference)
    return extended.filter { $0.text.hasPrefix(".") }
      + (root["references"]?.array.map(Array.init) ?? []).compactMap { reference($0["path"]) }
  }

  /// The text with spaces in the place of comments and of commas before a closing bracket, so that lines stay.
  static func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
    var plain = bytes
    var index = 0
    var lastComma: Int?
    while index < plain.count {
      let byte = plain[index]
      let next = index + 1 < plain.count ? plain[index + 1] : 0
      if byte == UInt8(ascii: "\"") {
        lastComma = nil
        index += 1
        while index < plain.count, plain[index] != UInt8(ascii: "\"") {
          index += plain[index] == UInt8(ascii: "\\") ? 2 : 1
        }
      } else if byte == UInt8(ascii: "/"), next == byte {
        while index < plain.count, plain[index] != 0x0A {
          plain[index] = 0x20
          index += 1
        }
        continue
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        while index < plain.count {
          let ends = plain[index] == UInt8(ascii: "*") && index + 1 < plain.count && plain[index + 1] == byte
          if plain[index] != 0x0A { plain[index] = 0x20 }
          index += 1
          guard ends else { continue }
          plain[index] = 0x20
          break
        }
      } else if byte == UInt8(ascii: ",") {
        lastComma = index
      } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        if let comma = lastComma { plain[comma] = 0x20 }
        lastComma = nil
      } else if byte > 0x20 {
        lastComma = nil
      }
      index += 1
    }
    return plain
  }

  private static func lines(of source: SourceText) -> [(Int, Substring)] {
    let text = String(decoding: source.bytes, as: UTF8.self)
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .map { ($0.offset + 1, $0.element) }
  }

  private static func quoted(_ text: Substring) -> String? {
    let rest = text.drop { $0 == " " || $0 == "(" }
    guard let quote = rest.first, quote == "'" || quote == "\"", let end = rest.dropFirst().firstIndex(of: quote) else {
      return nil
    }
    return String(rest[rest.index(after: rest.startIndex)..<end])
  }
}
