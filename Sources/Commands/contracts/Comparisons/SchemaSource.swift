internal import CommandSupport
internal import Compatibility
internal import Documents
internal import Git
internal import JSONSchema

/// How the document of a URI is shown; nil for what is known by its URI alone.
typealias DocumentNames = (_ uri: String) -> String?

/// How the documents of both sides are shown: one path may stand for two revisions of a file.
struct ComparedNames {
  var old: DocumentNames = { _ in nil }
  var new: DocumentNames = { _ in nil }
}

/// A schema that was named on the command line: a file, or a file of a revision.
struct SchemaSource {
  /// The URI that it is read under.
  private let uri: String
  private let root: Node
  private let loader: SchemaLoader
  let name: DocumentNames

  /// Reads a schema; a name that is no file may be `REV:PATH`.
  init(_ name: String, root folderOfReferences: String? = nil, repository: String?) throws {
    guard name.contains(":"), !Files.isPlain(name) else {
      let absolute = try Files.absolutePath(of: name)
      let parent = absolute.lastIndex(of: "/").map { String(absolute[..<$0]) } ?? ""
      let folder = try SchemaFolder(folderOfReferences ?? (parent.isEmpty ? "/" : parent))
      uri = FileURI.uri(ofPath: absolute)
      root = try Self.parsed(try Files.contents(of: name, limit: Self.sizeLimit), name)
      loader = { folder.document(at: $0) }
      // Beside the file as it was named stand the others.
      let beside = String(name.dropLast(absolute.split(separator: "/").last?.count ?? 0))
      self.name = { [uri] document in
        if document == uri { return name }
        guard let path = FileURI.path(of: document) ?? folder.paths[document] else { return nil }
        return path.hasPrefix(parent + "/") ? beside + path.dropFirst(parent.count + 1) : path
      }
      return
    }
    let colon = name.firstIndex(of: ":") ?? name.endIndex
    let path = String(name[name.index(after: colon)...])
    let opened = try Repository.open(Surroundings.ofThisProcess().repository(in: repository))
    let revision = String(name[..<colon])
    let tree = try opened.treeID(of: revision)
    uri = FileURI.uri(ofPath: "/" + path)
    root = try Self.parsed(try opened.blob(try opened.objectID(of: name), limit: Self.sizeLimit), name)
    let files = SchemaTree(tree, of: opened)
    loader = { uri in files.document(at: uri) }
    self.name = { document in
      (FileURI.path(of: document).map { String($0.dropFirst()) } ?? files.paths[document]).map { "\(revision):\($0)" }
    }
  }

  private static func parsed(_ bytes: [UInt8], _ name: String) throws(SchemaProblem) -> Node {
    do throws(DocumentError) {
      return try SchemaText.document(bytes, path: name).root
    } catch {
      throw SchemaProblem("\(name):\(error)")
    }
  }

  /// Compiles the schema by a draft, where it names none itself.
  func compiled(_ draft: Draft, _ options: SchemaOptions) throws(SchemaError) -> ComparedSchema {
    var resources = SchemaResources(defaultDraft: draft, loader: loader)
    let location = try resources.add(root, uri: uri)
    return try ComparedSchema(at: location, in: resources, options: options)
  }

  private static let sizeLimit = 64 << 20
}
