internal import Postgres

/// The rows of all tables, each table as a number of rows and a digest that does not depend on their order.
struct TableRows: Sendable {
  private let tables: [String: String]

  /// Reads them as a superuser, whom no row security hides anything from.
  ///
  /// So nothing of the migrations may run: functions of JSON, for one, would use their casts.
  ///
  /// - Throws: `PostgresError` of a query that fails.
  init(_ connection: borrowing PostgresConnection, except ledger: String?) throws(PostgresError) {
    let names = try connection.execute(
      """
      SELECT c.oid::regclass, (SELECT string_agg('t.' || quote_ident(attname), ', ' ORDER BY attname) FROM pg_attribute a
      WHERE a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped) FROM pg_class c JOIN pg_namespace n
      ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND c.oid >= 16384
      AND n.nspname <> 'information_schema' ORDER BY 1
      """)
    let queries = names.compactMap { row -> String? in
      guard let name = row[0] else { return nil }
      // By the names of the columns, so that their order is none of the values.
      return """
        SELECT \(name.quotedLiteral), count(*) || ' ' || md5(coalesce(string_agg(d, '' ORDER BY d), '')) FROM \
        (SELECT md5(record_out(ROW(\(row[1] ?? "")))::text) d FROM ONLY \(name) t) x
        """
    }
    var tables: [String: String] = [:]
    if !queries.isEmpty {
      for row in try connection.execute(queries.joined(separator: "\nUNION ALL ")) {
        if let name = row[0], let digest = row[1], name != ledger { tables[name] = digest }
      }
    }
    self.tables = tables
  }

  /// The tables of both whose rows are not the same, each with its numbers of rows.
  func changes(to other: TableRows) -> [(table: String, before: Int, after: Int)] {
    tables.sorted { $0.key < $1.key }.compactMap { name, digest in
      guard let after = other.tables[name], after != digest else { return nil }
      return (name, Self.count(digest), Self.count(after))
    }
  }

  private static func count(_ digest: String) -> Int { Int(digest.prefix { $0 != " " }) ?? 0 }
}
