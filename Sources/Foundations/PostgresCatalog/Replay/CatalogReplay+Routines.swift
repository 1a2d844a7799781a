internal import SQL

extension CatalogReplay {
  /// The routine of a name and arguments; without arguments the only one of its name.
  func routine(named parts: [String], arguments: [String?]?) -> RoutineID? {
    let schemas = parts.count > 1 ? [parts[parts.count - 2]] : schemasOnPath
    for schema in schemas {
      let name = QualifiedName(schema, parts.last ?? "")
      if let arguments {
        let types = arguments.compactMap(\.self)
        guard types.count == arguments.count else { continue }
        let id = RoutineID(name, types)
        if catalog.routines[id] != nil { return id }
      } else {
        let all = catalog.routines.entries.keys.filter { $0.name == name }
        if all.count == 1 { return all.first }
      }
    }
    return nil
  }

  /// The routine that a statement names; `nil` for one of the server or of an extension.
  ///
  /// - Throws: when there is no such routine, as far as is known.
  func requireRoutine(_ object: ObjectWithArgs?) throws(ReplayError) -> RoutineID? {
    guard let object else { return nil }
    let arguments = object.isUnspecified ? nil : object.arguments.map(typeName)
    if let id = routine(named: object.name, arguments: arguments) { return id }
    let schema = object.name.count > 1 ? object.name[object.name.count - 2] : nil
    let isKnowable = schema.map { $0 != "pg_catalog" } ?? false
    guard isKnowable, catalog.extensions.entries.isEmpty, catalog.incompleteness == nil else { return nil }
    throw ReplayError(.missing, .routine(RoutineID(qualified(object.name), (arguments ?? []).map { $0 ?? "?" })))
  }

  mutating func createFunction(_ statement: CreateFunction) throws(ReplayError) {
    let name = try newName(statement.name)
    var arguments: [String] = []
    var outputs: [String?] = []
    var returnsTable = false
    for parameter in statement.parameters {
      let type = try requireType(parameter.type)
      switch parameter.mode {
      case .output: outputs.append(type)
      case .table:
        outputs.append(type)
        returnsTable = true
      case .inputOutput:
        outputs.append(type)
        arguments.append(type ?? "?")
      default: arguments.append(type ?? "?")
      }
    }
    let id = RoutineID(name, arguments)
    let existing = catalog.routines[id]
    if existing != nil, !statement.replace { throw ReplayError(.duplicate, .routine(id)) }
    var routine = Routine(
      statement.isProcedure ? .procedure : .function, owner: existing?.owner ?? session.role, language: "sql")
    routine.access = existing?.access ?? initialAccess(.routine, in: name.schema)
    if let type = statement.returnType, !returnsTable {
      let base = outputs.count > 1 ? "record" : typeName(type)
      routine.returns = base.map { type.isSet ? "SETOF \($0)" : $0 }
    } else if statement.isProcedure {
      routine.returns = outputs.isEmpty ? "void" : "record"
    } else {
      let base = outputs.count == 1 ? outputs[0] : outputs.isEmpty ? "void" : "record"
      routine.returns = base.map { returnsTable ? "SETOF \($0)" : $0 }
    }
    if let old = existing?.returns, let new = routine.returns, old != new {
      throw ReplayError(.wrongKind, .routine(id), "cannot return \(new) in place of \(old)")
    }
    apply(statement.options, to: &routine)
    if arguments.contains("?") { doubt(.routine(id), because: "the type of an argument is not known") }
    catalog.routines[id] = routine
    if existing != nil, !arguments.contains("?") { catalog.doubts[.routine(id)] = nil }
  }

  private func apply(_ options: [DefElem], to routine: inout Routine) {
    for option in options {
      switch option.name {
      case "language": routine.language = option.value?.lowercased() ?? routine.language
      case "as": routine.body = option.argument?.items?.last?.stringValue ?? ""
      case "security": routine.isSecurityDefiner = option.isOn
      case "volatility": routine.volatility = String(option.value?.prefix(1) ?? "v")
      case "parallel": routine.parallel = String(option.value?.lowercased().prefix(1) ?? "u")
      case "strict": routine.isStrict = option.isOn
      case "leakproof": routine.isLeakproof = option.isOn
      case "set":
        guard let setting = SetVariable(option.argument) else { continue }
        switch setting.kind {
        case .value: routine.settings[setting.name] = Self.settingText(setting)
        case .resetAll: routine.settings = [:]
        case .current: routine.settings[setting.name] = "\(session.searchPath.joined(separator: ", "))"
        default: routine.settings[setting.name] = nil
        }
      default: break
      }
    }
  }

  /// The value of a setting as the server keeps it (`flatten_set_variable_args`).
  static func settingText(_ setting: SetVariable) -> String {
    setting.arguments.map { node in
      let value = Constant(TypeCast(node)?.argument ?? node)
      if let text = value?.string?.text("sval") {
        return setting.name == "search_path" || setting.name == "temp_tablespaces" ? identifier(text) : text
      }
      return value?.integer.map { "\($0.number("ival"))" } ?? value?.float?.text("fval") ?? ""
    }.joined(separator: ", ")
  }

  mutating func alterFunction(_ statement: AlterFunction) throws(ReplayError) {
    guard let id = try requireRoutine(statement.routine), var routine = catalog.routines[id] else { return }
    apply(statement.actions, to: &routine)
    catalog.routines[id] = routine
  }

  mutating func define(_ statement: Define) throws(ReplayError) {
    switch statement.kind {
    case .type:
      let name = try newName(statement.name)
      if case .base? = catalog.types[name]?.kind {
      } else if isTaken(name) {
        throw ReplayError(.duplicate, .type(name))
      }
      catalog.types[name] = UserType(.base, owner: session.role)
    case .aggregate:
      let name = try newName(statement.name)
      var arguments: [String] = []
      for parameter in statement.arguments.first?.items?.compactMap({ FunctionParameter($0) }) ?? [] {
        arguments.append(try requireType(parameter.type) ?? "?")
      }
      let id = RoutineID(name, arguments)
      catalog.routines[id] = Routine(.aggregate, owner: session.role, language: "internal")
      doubt(.routine(id), because: "the parts of an aggregate are not followed")
    default:
      let name = try newName(statement.name)
      catalog.others[.init(kind: statement.kind.map { "\($0)" } ?? "object", name: name.description)] = session.role
    }
  }
}
