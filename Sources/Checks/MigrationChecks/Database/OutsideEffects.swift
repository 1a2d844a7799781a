internal import PostgresCatalog
internal import SQL

/// What reaches outside of the database that a migration is for.
extension Statement {
  /// The first such thing in the statement, in words; `nil` for none.
  func outsideEffect(depth: Int, allowed: [String]?) -> String? {
    guard depth < 8 else { return nil }
    switch self {
    case .createForeignServer(let server): return "`CREATE SERVER \(server.name)` connects to another server"
    case .createForeignDataWrapper: return "CREATE FOREIGN DATA WRAPPER lets tables be elsewhere"
    case .createForeignTable: return "a foreign table is in another database"
    case .createUserMapping, .importForeignSchema: return "this statement is about another server"
    // Supabase sends changes to clients by this one, and row security is applied there.
    case .createPublication(let publication) where publication.name != "supabase_realtime":
      return "the publication `\(publication.name)` sends rows elsewhere, past row security"
    case .alterPublication(let publication) where publication.name != "supabase_realtime":
      return "the publication `\(publication.name)` sends rows elsewhere, past row security"
    case .createSubscription(let subscription):
      return "the subscription `\(subscription.name)` copies rows from elsewhere"
    case .copy(let copy) where copy.isProgram: return "COPY … PROGRAM runs a program on the server"
    case .copy(let copy) where copy.filename != nil: return "COPY reads or writes a file of the server"
    case .createExtension(let created) where Self.networkExtensions.contains(created.name):
      return allowed?.contains(created.name) == true
        ? nil : "the extension `\(created.name)` reaches outside of the database"
    case .createLanguage(let language) where Self.untrustedLanguages.contains(language.name):
      return "`\(language.name)` is not a trusted language"
    case .createFunction(let function): return function.outsideEffect(depth: depth, allowed)
    case .doBlock(let block):
      let language = block.options.first { $0.name == "language" }?.value?.lowercased() ?? "plpgsql"
      if Self.untrustedLanguages.contains(language) { return "`\(language)` is not a trusted language" }
      return ProceduralBody(block.options.first { $0.name == "as" }?.value ?? "")?.outsideEffect(depth: depth, allowed)
    case .other(let node):
      switch node.kind {
      case "AlterDatabaseSetStmt": return "ALTER DATABASE … SET changes every session of the database"
      case "AlterSystemStmt": return "ALTER SYSTEM changes the whole server"
      case "LoadStmt": return "LOAD takes a library of the server into the session"
      default: return node.outsideCall
      }
    default: return expressions?.outsideCall
    }
  }

  fileprivate static let networkExtensions: Set<String> = [
    "dblink", "postgres_fdw", "file_fdw", "http", "pg_net", "mysql_fdw", "oracle_fdw", "tds_fdw", "plpython3u",
    "plperlu",
    "adminpack",
  ]

  fileprivate static let untrustedLanguages: Set<String> = [
    "c", "internal", "plpython3u", "plpythonu", "plperlu", "pltclu", "plsh",
  ]

  /// The tree, for statements that can have expressions with calls.
  var expressions: SQLNode? {
    switch self {
    case .select(let view): view.node
    case .insert(let view): view.node
    case .update(let view): view.node
    case .delete(let view): view.node
    case .merge(let view): view.node
    case .createView(let view): view.node
    case .createTableAs(let view): view.node
    case .createTable(let view): view.node
    case .alterTable(let view): view.node
    case .createPolicy(let view): view.node
    case .call(let view): view.node
    default: nil
    }
  }
}

extension CreateFunction {
  fileprivate func outsideEffect(depth: Int, _ allowed: [String]?) -> String? {
    if Statement.untrustedLanguages.contains(language) { return "`\(language)` is not a trusted language" }
    if language == "plpgsql" { return ProceduralBody(body)?.outsideEffect(depth: depth, allowed) }
    if let sqlBody, let effect = sqlBody.outsideCall { return effect }
    guard language == "sql" else { return nil }
    return SQLParser.parse(SQLText(body)).statements.lazy
      .compactMap { $0.statement?.outsideEffect(depth: depth + 1, allowed: allowed) }.first
  }
}

extension ProceduralBody {
  fileprivate func outsideEffect(depth: Int, _ allowed: [String]?) -> String? {
    for text in commands.compactMap(\.text) {
      for statement in SQLParser.parse(SQLText(text)).statements {
        if let effect = statement.statement?.outsideEffect(depth: depth + 1, allowed: allowed) { return effect }
      }
    }
    return nil
  }
}

extension SQLNode {
  /// A call or a name in the tree that leads out of the database.
  fileprivate var outsideCall: String? {
    var found: String?
    walk { node in
      guard found == nil else { return }
      if let call = FunctionCall(node), let name = call.name.last {
        if name.hasPrefix("dblink") || Self.outsideFunctions.contains(name) {
          found = "`\(call.name.joined(separator: "."))` reaches outside of the database"
        }
      }
      if let relation = RangeVar(node), let catalog = relation.catalog {
        found = "`\(catalog).\(relation.schema ?? "").\(relation.name)` names another database"
      }
    }
    return found
  }

  private static let outsideFunctions: Set<String> = [
    "lo_import", "lo_export", "pg_read_file", "pg_read_binary_file", "pg_ls_dir", "pg_stat_file", "http_get",
    "http_post",
    "pg_file_write", "postgres_fdw_get_connections",
  ]
}
