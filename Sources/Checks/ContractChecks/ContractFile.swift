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

  /// Whether a path is that of a contract: the three endings, in any case.
  static func isContract(_ path: [UInt8]) -> Bool {
    SchemaText.hasEnding(path, ".json") || SchemaText.isYAML(path)
  }
}
