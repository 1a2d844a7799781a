package import Changes
package import Documents
internal import Git
internal import JSONSchema

/// A file under the contracts root that a change adds or edits, as it will be.
package struct ContractFile: Sendable {
  /// The path as it is shown.
  package let path: String

  package let content: Content

  /// What became of reading it.
  package enum Content: Sendable {
    /// It parses, perhaps with defects.
    case document(Document)

    /// It is no JSON or YAML.
    case malformed(SourceText, DocumentError)

    /// A symbolic link, with the text of its target and what is there.
    case link(target: String, LinkDestination)

    /// It could not be read; why, and what to do about it.
    case unreadable(String, help: String)
  }

  /// Reads the bytes of a file by the ending of its name.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    let source = SourceText(bytes)
    do throws(DocumentError) {
      content = .document(SchemaText.isYAML(path) ? try Document.yaml(source) : try Document.json(source))
    } catch {
      content = .malformed(source, error)
    }
  }

  /// Parses what was read of a governed path.
  init(path: String, _ content: GovernedContent) {
    switch content {
    case .bytes(let bytes): self.init(path: path, bytes: bytes)
    case .link(let target, let destination): self.init(path: path, content: .link(target: target, destination))
    case .unreadable(let why, let help): self.init(path: path, content: .unreadable(why, help: help))
    }
  }

  /// Reads a file of which nothing else is known.
  init(_ file: LooseFile) {
    let named = ContractFile(path: file.name, bytes: file.bytes)
    self.init(path: file.path, content: named.content)
  }

  package init(path: String, content: Content) {
    self.path = path
    self.content = content
  }

  /// The path of a file that stands in no repository, as if it did.
  var loosePath: RepositoryPath { RepositoryPath(path.hasPrefix("/") ? String(path.dropFirst()) : path) }

  /// Whether it is read as JSON.
  var isJSON: Bool { !SchemaText.isYAML(path) }

  /// Whether a path is that of a contract: by its ending, in any case, or without one, which only its content can tell.
  static func isContract(_ path: [UInt8]) -> Bool {
    [".json", ".jsonschema", ".schema"].contains { SchemaText.hasEnding(path, $0) } || SchemaText.isYAML(path)
      || isWithoutEnding(path)
  }

  /// Whether the name of a file has no ending, and is not one that every repository has.
  static func isWithoutEnding(_ path: [UInt8]) -> Bool {
    let name = path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path[...]
    return !name.contains(UInt8(ascii: "."))
      && !commonNames.contains(String(decoding: name, as: UTF8.self).uppercased())
  }

  /// Files without an ending that repositories have by convention, in capitals: none of them is a contract, so none is
  /// listed among those that nothing claims.
  private static let commonNames: Set<String> = [
    "AUTHORS", "CHANGELOG", "CODEOWNERS", "CONTRIBUTING", "COPYING", "DOCKERFILE", "GEMFILE", "JENKINSFILE", "JUSTFILE",
    // `TODO` is such a file's name, and no note about this code.
    "LICENSE", "MAINTAINERS", "MAKEFILE", "NOTICE", "OWNERS", "PROCFILE", "RAKEFILE", "README", "TODO", "VERSION",
  ]

  /// Whether the content alone says that it is a contract.
  var isSchemaByContent: Bool {
    guard case .document(let document) = content else { return false }
    return PlainSchema.isPlainly(document.root)
      || document.root["$schema"]?.string?.contains("//json-schema.org/") ?? false
  }
}
