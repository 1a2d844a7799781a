extension LexicalEffect {
  /// What a statement does by its tree.
  ///
  /// - Parameters:
  ///   - tree: the tree of the statement.
  ///   - depth: how many texts hold each other so far, as a `DO` in the text of an `EXECUTE`.
  init(of tree: SQLTree, depth: Int = 0) {
    guard let statement = tree.statement else {
      self = .none
      return
    }
    self = Self.own(of: statement, depth)
    if ["set_config", "pg_settings", "pg_db_role_setting"].contains(where: tree.mentions) {
      self = joined(Self.calls(in: statement))
    }
  }

  private static func own(of statement: SQLNode, _ depth: Int) -> LexicalEffect {
    switch statement.kind {
    case "VariableSetStmt": setting(statement)
    case "AlterRoleSetStmt", "AlterDatabaseSetStmt", "AlterSystemStmt":
      statement.node("setstmt").map(setting)?.stored ?? .none
    case "DiscardStmt": statement.name("target") == "DISCARD_ALL" ? .resets : .none
    case "CreateFunctionStmt": routine(statement.nodes("options"), depth)
    case "AlterFunctionStmt": routine(statement.nodes("actions"), depth)
    case "DoStmt": routine(statement.nodes("args"), depth)
    case "CopyStmt":
      statement.isTrue("is_from") && !statement.isTrue("is_program") && statement.text("filename").isEmpty
        ? .beginsData : .none
    default: .none
    }
  }

  /// `SET`, and what stands behind `ALTER … SET` and within `CREATE FUNCTION`.
  private static func setting(_ statement: SQLNode) -> LexicalEffect {
    switch statement.name("kind") {
    case "VAR_RESET_ALL": return .resets
    case "VAR_RESET", "VAR_SET_DEFAULT": return LexicalSetting(name: statement.text("name")) == nil ? .none : .resets
    case "VAR_SET_VALUE":
      guard let setting = LexicalSetting(name: statement.text("name")) else { return .none }
      let values = statement.nodes("args")
      guard values.count == 1, let value = values.first?.constant, setting.isRead(by: value) else {
        return .changes(setting)
      }
      return .none
    // FROM CURRENT keeps what is read by already.
    default: return .none
    }
  }

  /// What is stored by something that outlives the session; to take it away there changes nothing here.
  private var stored: LexicalEffect {
    switch self {
    case .changes(let setting): .stores(setting)
    default: .none
    }
  }

  /// A function, a procedure or a `DO`: its own settings, and its body where that is text.
  private static func routine(_ options: [SQLNode], _ depth: Int) -> LexicalEffect {
    var effect = LexicalEffect.none
    var language = "plpgsql"
    for option in options where option.kind == "DefElem" {
      switch option.text("defname") {
      case "set": effect = effect.joined(option.node("arg").map(setting) ?? .none)
      case "language": language = option.node("arg")?.text("sval") ?? ""
      default: break
      }
    }
    if case .resets = effect { effect = .none }
    for option in options where option.kind == "DefElem" && option.text("defname") == "as" {
      guard let argument = option.node("arg") else { continue }
      let texts = argument.kind == "List" ? argument.nodes("items") : [argument]
      for text in texts {
        switch language.lowercased() {
        case "plpgsql", "sql": effect = effect.joined(RoutineText(text.text("sval"), depth: depth).effect)
        // A symbol of a library.
        case "c", "internal": break
        default: effect = effect.joined(.mayChange)
        }
      }
    }
    return effect
  }

  /// The calls of `set_config` within a statement, and what writes to the views and catalogs of settings.
  private static func calls(in statement: SQLNode) -> LexicalEffect {
    var effect = LexicalEffect.none
    statement.walk { node in
      switch node.kind {
      case "FuncCall" where node.nodes("funcname").last?.text("sval") == "set_config":
        effect = effect.joined(call(node.nodes("args")))
      case "UpdateStmt", "InsertStmt", "MergeStmt":
        switch node.node("relation")?.text("relname") {
        case "pg_settings": effect = effect.joined(.changes(nil))
        case "pg_db_role_setting": effect = effect.joined(.stores(nil))
        default: break
        }
      default: break
      }
    }
    return effect
  }

  private static func call(_ arguments: [SQLNode]) -> LexicalEffect {
    guard let name = arguments.first?.constant else { return .changes(nil) }
    guard let setting = LexicalSetting(name: name) else { return .none }
    guard arguments.count > 1, let value = arguments[1].constant, setting.isRead(by: value) else {
      return .changes(setting)
    }
    return .none
  }
}

extension SQLNode {
  /// The value of a constant as a parameter takes it, also behind a cast to text; `nil` for anything that is computed.
  fileprivate var constant: String? {
    switch kind {
    case "AConst":
      if let text = node("sval") { return text.text("sval") }
      if let number = node("ival") { return String(number.number("ival")) }
      if let truth = node("boolval") { return truth.isTrue("boolval") ? "true" : "false" }
      return node("fval")?.text("fval")
    case "TypeCast":
      let type = node("type_name")?.nodes("names").last?.text("sval")
      return ["text", "varchar", "name"].contains(type) ? node("arg")?.constant : nil
    default: return nil
    }
  }
}
