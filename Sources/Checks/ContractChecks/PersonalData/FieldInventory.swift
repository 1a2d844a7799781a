package import Changes
package import Documents
internal import Git
internal import JSONSchema
internal import Policy

/// All fields of some schemas, and whether each is about a person.
package struct FieldInventory: Sendable {
  package struct Entry: Sendable {
    /// The title of the artifact, or its file where it has none, and the field in its messages: `Order placed#/customer/email`.
    package let path: String
    /// The file as it was named.
    package let file: String
    /// The property in the schema, or the reference that leads to it.
    package let pointer: JSONPointer
    /// By what it is about a person; `nil` where it is not.
    package let reason: String?
  }

  package let entries: [Entry]

  /// Files that are no schemas, each with why.
  package let problems: [(file: String, message: String)]

  /// Lists the fields that have none below them, in the order of the files.
  package init(_ files: [LooseFile]) {
    let library = ContractLibrary()
    var entries: [Entry] = []
    var problems: [(file: String, message: String)] = []
    var documents: [(ContractFile, Document)] = []
    for file in files.map({ ContractFile($0) }) {
      guard case .document(let document) = file.content else {
        problems.append((file.path, "it is not JSON or YAML"))
        continue
      }
      library.add(document, at: file.loosePath)
      documents.append((file, document))
    }
    for (file, document) in documents {
      var resources = SchemaResources(unresolved: .opaque) { library.document(at: $0) }
      do throws(SchemaError) {
        let root = try resources.add(document.root, uri: ContractLibrary.uri(of: file.loosePath))
        let walk = SchemaFields(of: root, in: resources)
        if walk.isIncomplete { problems.append((file.path, "it has too many fields")) }
        entries += Self.entries(walk, file.path, title: document.root["title"]?.string)
      } catch {
        problems.append((file.path, error.message))
      }
    }
    self.entries = entries
    self.problems = problems
  }

  private static func entries(_ walk: SchemaFields, _ file: String, title: String?) -> [Entry] {
    var reader = PersonalFieldReader(artifact: file, walk)
    return walk.fields.filter { !$0.isInner }.map { field in
      Entry(
        path: "\(title ?? file)#\(JSONPointer(field.names))", file: file, pointer: walk.pointer(of: field.place),
        reason: reader.reason(field))
    }
  }
}

extension SchemaFields {
  /// The way to where the artifact says that it has a field.
  func pointer(of entry: SchemaField.Entry) -> JSONPointer {
    switch entry {
    case .reference(let location): resources.document(of: location).pointer(to: Int(location.index))
    case .key(let holder, let name):
      resources.document(of: holder).pointer(to: member(name, of: holder)?.value.index ?? Int(holder.index))
    }
  }

  /// The member that declares a property.
  func member(_ name: String, of holder: Location) -> Object.Member? {
    let node = resources.node(at: holder)
    return ["properties", "patternProperties"].lazy.compactMap { node[$0]?.object?.member(name) }.first
  }
}
