internal import ArgumentParser
internal import CommandSupport
internal import Documents
internal import JSONSchema

/// The options of all commands that read a schema.
struct SchemaOptionGroup: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The draft of a schema without $schema: draft-04, draft-06, draft-07, 2019-09, 2020-12.", valueName: "draft"))
  var draft = "2020-12"

  @Option(
    help: ArgumentHelp(
      "The folder that references may lead into; that of the schema when it is not given.", valueName: "dir"))
  var root: String?

  func validate() throws {
    guard Draft(name: draft) != nil else {
      throw ValidationError(
        "There is no draft '\(draft)'; there are \(Draft.allCases.map(\.name).joined(separator: ", "))")
    }
  }

  /// A schema file that was read, and what its references lead to.
  struct Read {
    let path: String
    let document: Document
    let location: Location
    let folder: SchemaFolder
    var resources: SchemaResources
  }

  /// Reads a schema and walks over it.
  func read(_ path: String) throws -> Read {
    let absolute = try Files.absolutePath(of: path)
    let folder = try SchemaFolder(root ?? (absolute.split(separator: "/").count > 1 ? Self.parent(of: absolute) : "/"))
    let bytes = try Files.contents(of: path, limit: 64 << 20)
    let document = try Self.document(bytes, path)
    var resources = SchemaResources(defaultDraft: Draft(name: draft) ?? .draft2020) { uri in folder.document(at: uri) }
    do throws(SchemaError) {
      let location = try resources.add(document.root, uri: FileURI.uri(ofPath: absolute))
      return Read(path: path, document: document, location: location, folder: folder, resources: resources)
    } catch {
      throw SchemaProblem(error, path: path, document.source)
    }
  }

  private static func document(_ bytes: [UInt8], _ path: String) throws(SchemaProblem) -> Document {
    do throws(DocumentError) {
      return try SchemaText.document(bytes, path: path)
    } catch {
      throw SchemaProblem("\(path):\(error)")
    }
  }

  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "/"
  }
}

/// A schema that cannot be used, so that nothing can be said about instances.
struct SchemaProblem: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// A mistake in a schema, at its line and column where it is in the file that was named.
  init(_ error: SchemaError, path: String, _ source: SourceText) {
    let help = error.help.map { "; \($0)" } ?? ""
    let file = FileURI.path(of: error.document)
    guard file?.hasSuffix(path.split(separator: "/").last.map(String.init) ?? path) ?? false else {
      description = "\(file ?? error.document)#\(error.pointer): \(error.message)\(help)"
      return
    }
    description = "\(path):\(source.position(at: Int(error.range.start))): \(error.message)\(help)"
  }
}
