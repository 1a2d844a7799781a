internal import Postgres

/// Puts a few rows into every table, so that what a way back does to rows is seen.
///
/// A value depends on its type and the number of the row alone. So keys are unique, and what refers to a key of the same
/// type finds it.
enum SeededRows {
  /// Fills the tables as a superuser: keys of other tables are not looked at, and no trigger is run.
  ///
  /// - Returns: the tables that take no such rows.
  /// - Throws: `PostgresError` of a query about the catalogs.
  static func insert(_ connection: borrowing PostgresConnection, except ledger: String?) throws(PostgresError)
    -> [String]
  {
    try connection.execute("SET session_replication_role = replica")
    let unseeded = try insert(connection) { $0 != ledger }
    try connection.execute("RESET session_replication_role")
    return unseeded
  }

  /// Fills some tables as any role.
  ///
  /// - Returns: the tables that take no such rows.
  /// - Throws: `PostgresError` of a query about the catalogs.
  static func insert(
    _ connection: borrowing PostgresConnection, where isWanted: (String) -> Bool
  ) throws(PostgresError) -> [String] {
    var tables: [(name: String, columns: [Column])] = []
    for row in try connection.execute(query) {
      guard let name = row[0], isWanted(name), let column = Column(row) else { continue }
      if tables.last?.name == name {
        tables[tables.count - 1].columns.append(column)
      } else {
        tables.append((name, [column]))
      }
    }
    var unseeded: [String] = []
    for table in tables {
      let wanted = table.columns
      let required = wanted.filter(\.isRequired)
      var isSeeded = false
      for number in 1...3 {
        for columns in [wanted, required] where !columns.isEmpty {
          let names = columns.map(\.name).joined(separator: ", ")
          let values = columns.map { $0.value(number) }.joined(separator: ", ")
          do throws(PostgresError) {
            try connection.execute("INSERT INTO \(table.name) (\(names)) VALUES (\(values))")
            isSeeded = true
            break
          } catch {
            // A constraint of the table refuses it; with fewer columns it may not.
            continue
          }
        }
      }
      if !isSeeded { unseeded.append(table.name) }
    }
    return unseeded
  }

  private static let query = """
    SELECT a.attrelid::regclass, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), b.typcategory::text,
    b.typname, a.attnotnull OR t.typnotnull, a.atthasdef OR a.attidentity <> '', b.typtype::text, a.atttypmod
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_type t ON t.oid = a.atttypid JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid
    END WHERE c.relkind = 'r' AND NOT c.relispartition AND c.oid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = '' AND a.attidentity <> 'a' AND n.nspname <> 'information_schema' ORDER BY 1, a.attnum
    """

  private struct Column {
    let name: String
    let type: String
    let category: String
    let base: String
    let isRequired: Bool
    let isEnum: Bool

    init?(_ row: [String?]) {
      guard let name = row[1], let type = row[2], let category = row[3], let base = row[4] else { return nil }
      self.name = name
      self.type = type
      self.category = category
      self.base = base
      isRequired = row[5] == "t" && row[6] != "t"
      isEnum = row[7] == "e"
    }

    func value(_ number: Int) -> String {
      let text: String? =
        switch (category, base) {
        case (_, "uuid"): "md5('\(number)')"
        case (_, "json"), (_, "jsonb"): "'{}'"
        case (_, "bytea"): "'\\x0\(number)'"
        case ("N", _): "\(number)"
        case ("S", "char"), ("S", "bpchar"): "'\(number)'"
        case ("S", _): "'\(number)'"
        case ("B", _): number.isMultiple(of: 2) ? "true" : "false"
        case ("D", "time"), ("D", "timetz"): "'0\(number):00'"
        case ("D", _): "'2026-01-0\(number)'"
        case ("T", _): "'\(number) days'"
        case ("A", _): "'{}'"
        case ("R", _): base.hasSuffix("multirange") ? "'{}'" : "'empty'"
        case ("I", _): "'192.0.2.\(number)'"
        default: nil
        }
      if isEnum { return "(SELECT (enum_range(NULL::\(type)))[1])" }
      return text.map { "\($0)::\(type)" } ?? "NULL"
    }
  }
}
