internal import Policy
internal import RehearsalDocuments

/// What each role may do with a new or changed table or view; what is not listed is denied.
package struct AccessPolicy: Sendable {
  typealias Command = RehearsalReport.Access.Command

  /// The commands on tables and on views.
  private struct Cell: Sendable {
    var tables: Set<Command>
    var views: Set<Command>

    init(tables: Set<Command>, views: Set<Command>) {
      (self.tables, self.views) = (tables, views)
    }

    init(_ reader: inout PolicyReader, otherwise: Cell) {
      tables = reader.commands("tables") ?? otherwise.tables
      views = reader.commands("views") ?? otherwise.views
    }
  }

  /// What one role may do with one relation instead.
  private struct Exception: Sendable {
    let role: String
    let object: String
    let allowed: Set<Command>
  }

  private var writers = Cell(tables: [.select, .insert, .update, .delete], views: [.select])
  private var readers = Cell(tables: [], views: [.select])
  private var others = Cell(tables: [], views: [])
  private var exceptions: [Exception] = []

  init() {}

  init(_ reader: inout PolicyReader) {
    let usual = AccessPolicy()
    writers = reader.mapping("writers") { Cell(&$0, otherwise: usual.writers) } ?? usual.writers
    readers = reader.mapping("readers") { Cell(&$0, otherwise: usual.readers) } ?? usual.readers
    others = reader.mapping("public") { Cell(&$0, otherwise: usual.others) } ?? usual.others
    exceptions = reader.list("except") { reader, _ in
      let allowed = reader.commands("allow") ?? []
      // It is for people, and its schema asks for it.
      _ = reader.text("reason")
      guard let role = reader.text("role"), let object = reader.text("object") else { return nil }
      return Exception(role: role, object: object, allowed: allowed)
    }
  }

  /// What a role may do with a relation.
  ///
  /// - Parameters:
  ///   - role: the role, `PUBLIC` for one without any grant.
  ///   - relation: its name with the schema.
  ///   - isView: whether it is a view.
  ///   - schemas: who writes, and who reads.
  /// - Returns: the commands.
  func allowed(to role: String, on relation: String, isView: Bool, by schemas: SchemaPolicy) -> Set<Command> {
    if let exception = exceptions.last(where: { $0.role == role && $0.object == relation }) { return exception.allowed }
    let cell =
      if schemas.writers.contains(role) {
        writers
      } else if schemas.readers.contains(role) || schemas.consumers.contains(where: { $0.role == role }) {
        readers
      } else {
        others
      }
    return isView ? cell.views : cell.tables
  }
}

extension PolicyReader {
  /// A list of commands, as `[select, insert]`.
  fileprivate mutating func commands(_ key: String) -> Set<AccessPolicy.Command>? {
    texts(key).map { Set($0.compactMap { AccessPolicy.Command(rawValue: $0.uppercased()) }) }
  }
}
