/// Queries that read every catalog of a server whole, made from what the server says of its own catalogs.
///
/// A catalog that a newer version adds, or a column, is read without a word here. Each query gives rows of two texts: an
/// object as `pg_identify_object` names it, and its attributes, each as `name: value`, with the separator between them.
struct CatalogQueries {
  /// Between the attributes of an object.
  static let separator: Character = "\u{1F}"

  private var columns: [String: [(name: String, type: String)]] = [:]
  private var keys: [String: ForeignKey] = [:]

  /// Which catalog a column of OIDs refers to; for numbers of columns also which column has the relation.
  private struct ForeignKey {
    let catalog: String
    let relation: String?
  }

  /// All queries, in one text.
  let sql: String

  /// Asks the server.
  ///
  /// - Throws: `PostgresError` of a query that fails.
  init(_ connection: borrowing PostgresConnection) throws(PostgresError) {
    for row in try connection.execute(Self.columnQuery) {
      guard let catalog = row[0], let name = row[1], let type = row[2] else { continue }
      columns[catalog, default: []].append((name, type))
    }
    for row in try connection.execute(Self.keyQuery) {
      guard let catalog = row[0], let column = row[1], let referenced = row[2] else { continue }
      keys["\(catalog).\(column)"] = ForeignKey(catalog: referenced, relation: row[3])
    }
    let (columns, keys) = (columns, keys)
    let composed = columns.keys.sorted().compactMap { Self.query(for: $0, columns[$0] ?? [], keys) }
    sql = (composed + CatalogExceptions.queries).joined(separator: "\nUNION ALL\n")
  }

  private static let columnQuery = """
    SELECT c.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY 1, a.attnum
    """

  private static let keyQuery = """
    SELECT c.relname, f.fkcols[cardinality(f.fkcols)], p.relname, f.fkcols[cardinality(f.fkcols) - 1]
    FROM pg_get_catalog_foreign_keys() f JOIN pg_class c ON c.oid = f.fktable JOIN pg_class p ON p.oid = f.pktable
    ORDER BY cardinality(f.fkcols)
    """

  /// The query for one catalog; `nil` where it has one of its own, or none is needed.
  private static func query(
    for catalog: String, _ columns: [(name: String, type: String)], _ keys: [String: ForeignKey]
  ) -> String? {
    guard !CatalogExceptions.catalogs.contains(catalog) else { return nil }
    let address = CatalogExceptions.addresses[catalog] ?? (catalog: catalog, object: "oid", column: "0")
    guard columns.contains(where: { $0.name == address.object }) else { return nil }
    let omitted = Set((CatalogExceptions.omitted[catalog] ?? []) + ["oid", address.object])
    var attributes = CatalogExceptions.additional[catalog] ?? []
    for column in columns where !omitted.contains(column.name) && column.type != "aclitem[]" {
      guard let value = value(of: column, in: catalog, keys) else { continue }
      attributes.append("'\(column.name): ' || \(value)")
    }
    let list = columns.first { $0.type == "aclitem[]" && !omitted.contains($0.name) }?.name
    if let list { attributes.append(privileges(list)) }
    let oid = "r.\(address.object)"
    // What initdb made is not changed by a role that is no superuser, but for its privileges.
    let changed = list.map { list in
      """
       OR r.\(list) IS NOT NULL AND r.\(list) IS DISTINCT FROM (SELECT i.initprivs FROM pg_init_privs i \
      WHERE i.classoid = 'pg_catalog.\(address.catalog)'::regclass AND i.objoid = \(oid) AND i.objsubid = \
      \(address.column))
      """
    }
    let condition = CatalogExceptions.conditions[catalog] ?? ""
    return """
      SELECT i.type || ' ' || i.identity, concat_ws(chr(31), \(attributes.joined(separator: ", ")))
      FROM pg_catalog.\(catalog) r, LATERAL pg_identify_object('pg_catalog.\(address.catalog)'::regclass, \
      \(oid), \(address.column)) i
      WHERE \(CatalogExceptions.whole[catalog] ?? "(\(oid) >= 16384\(changed ?? ""))\(condition)")
      """
  }

  /// A value as text that is the same on every server; `nil` for one that is read otherwise.
  private static func value(
    of column: (name: String, type: String), in catalog: String, _ keys: [String: ForeignKey]
  ) -> String? {
    let name = "r.\(column.name)"
    if let deparsed = CatalogExceptions.deparsed[column.name] { return deparsed }
    switch (column.type, keys["\(catalog).\(column.name)"]) {
    case ("smallint[]", let key?) where key.relation != nil, ("int2vector", let key?) where key.relation != nil:
      return """
        (SELECT string_agg(coalesce(a.attname, '(expression)'), ', ' ORDER BY n) FROM unnest(\(name)::int2[]) \
        WITH ORDINALITY u(v, n) LEFT JOIN pg_attribute a ON a.attrelid = r.\(key.relation ?? "") AND a.attnum = v)
        """
    case (_, let key?) where key.relation != nil: return nil
    case ("oid[]", let key?), ("oidvector", let key?):
      let item = reference("v", to: key.catalog)
      let order = CatalogExceptions.unordered.contains(column.name) ? item : "n"
      return """
        (SELECT string_agg(\(item), ', ' ORDER BY \(order)) FROM unnest(\(name)::oid[]) WITH ORDINALITY u(v, n))
        """
    case (_, let key?): return reference("nullif(\(name)::oid, 0)", to: key.catalog)
    case ("text[]", nil) where !CatalogExceptions.orderedTexts.contains(column.name):
      // This is how a server of some systems counts the versions of a column; no statement sets it.
      return "(SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(\(name)) o WHERE o NOT LIKE 'pg_attver=%')"
    case ("pg_node_tree", nil), ("oid", nil), ("xid", nil): return nil
    default: return "\(name)::text"
    }
  }

  private static func reference(_ oid: String, to catalog: String) -> String {
    let types = [
      "pg_class": "regclass", "pg_type": "regtype", "pg_proc": "regprocedure", "pg_operator": "regoperator",
      "pg_namespace": "regnamespace", "pg_collation": "regcollation", "pg_ts_config": "regconfig",
      "pg_ts_dict": "regdictionary",
    ]
    if catalog == "pg_authid" { return "pg_get_userbyid(\(oid))" }
    if let type = types[catalog] { return "(\(oid))::\(type)::text" }
    return "(pg_identify_object('pg_catalog.\(catalog)'::regclass, \(oid), 0)).identity"
  }

  /// A list of privileges, one attribute for each who has some, in an order that does not depend on how it was made.
  ///
  /// A list that says what is so by default anyway is the same as none.
  private static func privileges(_ column: String) -> String {
    let list = CatalogExceptions.defaultPrivileges[column].map { "coalesce(r.\(column), acldefault(\($0)))" }
    return """
      (SELECT string_agg(format('grant to %s by %s: %s', g, b, p), chr(31) ORDER BY g, b) FROM (SELECT \
      CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END g, \
      quote_ident(pg_get_userbyid(grantor)) b, \
      string_agg(privilege_type || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, ', ' \
      ORDER BY privilege_type) p FROM aclexplode(\(list ?? "r.\(column)")) GROUP BY 1, 2) x)
      """
  }
}
