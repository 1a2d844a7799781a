package import SQL

extension CatalogReplay {
  mutating func apply(_ statement: Transaction) {
    switch statement.kind {
    case .begin, .start:
      guard session.marks.isEmpty else { return }
      pushMark("")
    case .commit:
      endTransaction(rollingBack: false)
      if statement.chain { pushMark("") }
    case .rollback:
      endTransaction(rollingBack: true)
      if statement.chain { pushMark("") }
    case .prepare:
      endTransaction(rollingBack: true)
      doubtEverything(because: "a transaction is prepared, and may be committed later")
    case .savepoint:
      if !session.marks.isEmpty { pushMark(statement.savepoint) }
    case .release:
      guard let index = session.marks.lastIndex(of: statement.savepoint), index > 0 else { return }
      while session.marks.count > index { popMark(rollingBack: false) }
    case .rollbackTo:
      guard let index = session.marks.lastIndex(of: statement.savepoint), index > 0 else { return }
      while session.marks.count > index { popMark(rollingBack: true) }
      pushMark(statement.savepoint)
    case .commitPrepared, .rollbackPrepared:
      doubtEverything(because: "a prepared transaction is ended")
    case nil: break
    }
  }

  private mutating func pushMark(_ name: String) {
    if session.marks.isEmpty { session.saved = .init(role: session.role, searchPath: session.searchPath) }
    session.marks.append(name)
    catalog.mark()
  }

  mutating func popMark(rollingBack: Bool) {
    guard session.marks.popLast() != nil else { return }
    if rollingBack { catalog.rollBack() } else { catalog.release() }
  }

  private mutating func endTransaction(rollingBack: Bool) {
    guard !session.marks.isEmpty else { return }
    while !session.marks.isEmpty { popMark(rollingBack: rollingBack) }
    if let saved = session.saved {
      session.role = saved.role
      session.searchPath = saved.searchPath
    }
    session.saved = nil
    for name in catalog.relations.temporary where catalog.relations[name]?.options["on_commit"] == "drop" {
      removeRelation(name)
    }
  }

  /// `SET`: of interest are the role and the path by which names are found.
  mutating func set(_ statement: SetVariable) {
    let isReset = statement.kind != .value
    switch statement.name {
    case "search_path":
      let path = isReset ? ["$user", "public"] : statement.arguments.compactMap { Constant($0)?.string?.text("sval") }
      session.searchPath = path
      if !statement.isLocal { session.saved?.searchPath = path }
    case "role", "session_authorization":
      let name = statement.arguments.first.flatMap { Constant($0)?.string?.text("sval") }
      let role = isReset || name == "none" ? session.login : name ?? session.login
      session.role = role
      if !statement.isLocal { session.saved?.role = role }
    case "" where statement.kind == .resetAll:
      session.searchPath = ["$user", "public"]
    default: break
    }
  }

  /// `SELECT set_config('search_path', …, is_local)`, which does what SET does (section 9.27.1).
  mutating func setByFunction(_ query: Select) {
    for target in query.targets {
      guard let call = FunctionCall(target.value), call.name.last == "set_config", call.arguments.count == 3,
        let name = Constant(call.arguments[0])?.string?.text("sval").lowercased(),
        let value = Constant(call.arguments[1])?.string?.text("sval")
      else { continue }
      let isLocal = Constant(call.arguments[2])?.boolean?.isTrue("boolval") == true
      switch name {
      case "search_path":
        session.searchPath = value.split(separator: ",").map { part in
          String(part.drop { $0 == " " || $0 == "\"" }.prefix { $0 != " " && $0 != "\"" })
        }
        if !isLocal { session.saved?.searchPath = session.searchPath }
      case "role":
        session.role = value == "none" ? session.login : value
        if !isLocal { session.saved?.role = session.role }
      default: break
      }
    }
  }

  // MARK: Names

  /// The schemas that a name without one is looked up in, in their order.
  var schemasOnPath: [String] {
    [Self.temporarySchema]
      + session.searchPath.compactMap { name in
        let schema = name == "$user" ? session.role : name
        return catalog.schemas[schema] == nil ? nil : schema
      }
  }

  /// The schema that a new object without one is made in.
  func creationSchema(for object: String) throws(ReplayError) -> String {
    guard let schema = schemasOnPath.dropFirst().first else {
      throw ReplayError(.missing, .schema(session.searchPath.joined(separator: ", ")), "no schema of the path exists")
    }
    return schema
  }

  /// The name of a relation that is there.
  package func resolve(_ relation: RangeVar) -> QualifiedName? {
    if let schema = relation.schema {
      let name = QualifiedName(schema, relation.name)
      return catalog.relations[name] == nil ? nil : name
    }
    return resolve(relation.name) { catalog.relations[$0] != nil }
  }

  func resolve(_ name: String, _ exists: (QualifiedName) -> Bool) -> QualifiedName? {
    schemasOnPath.lazy.map { QualifiedName($0, name) }.first(where: exists)
  }

  /// The relation that a statement needs.
  ///
  /// - Throws: when it is not there, as far as is known.
  func require(_ relation: RangeVar?) throws(ReplayError) -> QualifiedName {
    guard let relation else { throw ReplayError(.unsupported, .relation(QualifiedName("", ""))) }
    if let name = resolve(relation) { return name }
    throw ReplayError(.missing, .relation(nameForMissing(relation)))
  }

  func nameForMissing(_ relation: RangeVar) -> QualifiedName {
    QualifiedName(relation.schema ?? schemasOnPath.dropFirst().first ?? "public", relation.name)
  }

  /// The name that a statement gives to a new object in a schema.
  ///
  /// - Throws: when there is no such schema.
  func newName(_ parts: [String]) throws(ReplayError) -> QualifiedName {
    let name = parts.last ?? ""
    guard parts.count > 1 else { return QualifiedName(try creationSchema(for: name), name) }
    let schema = parts[parts.count - 2]
    guard catalog.schemas[schema] != nil else { throw ReplayError(.missing, .schema(schema)) }
    return QualifiedName(schema, name)
  }

  func newName(_ relation: RangeVar) throws(ReplayError) -> QualifiedName {
    if relation.persistence == "t" { return QualifiedName(Self.temporarySchema, relation.name) }
    return try newName([relation.schema, relation.name].compactMap(\.self))
  }

  /// The name of a role in a statement.
  func name(of role: RoleSpec?) -> String {
    switch role?.type {
    case .currentRole, .currentUser, nil: session.role
    case .sessionUser: session.login
    case .publicRole: AccessList.everyone
    case .name: role?.name ?? session.role
    }
  }

  /// A type as the server names it; `nil` where it is not known.
  func typeName(_ type: TypeName?) -> String? {
    guard let type, !type.isReference, let last = type.names.last else { return nil }
    var base: String?
    if type.names.count == 1 || type.names.first == "pg_catalog" { base = TypeNames.builtIn(last) }
    if base == nil {
      let found: QualifiedName?
      if type.names.count > 1 {
        found = QualifiedName(type.names[type.names.count - 2], last)
      } else {
        found = resolve(last) { catalog.types[$0] != nil || catalog.relations[$0] != nil }
      }
      base = found.map { "\(Self.identifier($0.schema)).\(Self.identifier($0.name))" }
    }
    guard let base, let name = TypeNames.name(base, modifiers: type.modifiers) else { return nil }
    return type.isArray ? TypeNames.array(name) : name
  }

  /// An identifier as the server writes it (quote_identifier), keywords apart.
  static func identifier(_ name: String) -> String {
    let bytes = name.utf8
    let isPlain =
      bytes.first.map { $0 == 0x5F || $0 &- 0x61 < 26 } == true
      && bytes.allSatisfy { $0 == 0x5F || $0 &- 0x61 < 26 || $0 &- 0x30 < 10 }
    return isPlain
      ? name : "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
