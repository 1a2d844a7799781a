package import Postgres
package import RehearsalDocuments

extension OwnerCoverage {
  /// How many rows of a table are named.
  package static let limit = 10_000

  /// The columns that are looked at.
  private static let columns = ["owner", "decision_log_ref"]

  /// Asks a database about all tables of some schemas that have both columns.
  ///
  /// - Throws: `PostgresError` where a table cannot be read.
  package init(of schemas: [String], on connection: borrowing PostgresConnection) throws(PostgresError) {
    // Nothing that a trigger or a function of the database does may write.
    try connection.execute("BEGIN READ ONLY; SET LOCAL search_path = ''")
    let names = schemas.map(\.quotedLiteral).joined(separator: ", ")
    let columns = Self.columns.map(\.quotedLiteral).joined(separator: ", ")
    let found = try connection.execute(
      """
      SELECT c.oid::regclass, (
        SELECT string_agg(quote_ident(k.attname), ', ' ORDER BY array_position(i.indkey::int2[], k.attnum))
        FROM pg_index i JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN (\(names))
        AND (SELECT count(*) FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attname IN (\(columns)) AND NOT a.attisdropped) = \(Self.columns.count)
      ORDER BY n.nspname, c.relname
      """)
    var tables: [Table] = []
    for row in found {
      guard let name = row[0] else { continue }
      tables.append(try Self.table(name, key: row[1] ?? "ctid", connection))
    }
    try connection.execute("ROLLBACK")
    self.init(tables: tables)
  }

  private static func table(
    _ name: String, key: String, _ connection: borrowing PostgresConnection
  ) throws(PostgresError) -> Table {
    let filled = columns.map { "btrim(coalesce(\($0)::text, '')) <> ''" }.joined(separator: " AND ")
    let counts = try connection.execute("SELECT count(*), count(*) FILTER (WHERE \(filled)) FROM \(name)")
    let id = "concat_ws(' ', \(key))"
    let lacking = try connection.execute(
      """
      SELECT \(id), \(columns.map { "nullif(btrim(\($0)::text), '')" }.joined(separator: ", ")) FROM \(name) \
      WHERE NOT (\(filled)) ORDER BY \(key) LIMIT \(limit)
      """)
    return Table(
      name: name, rows: counts.first?[0].flatMap { Int($0) } ?? 0, complete: counts.first?[1].flatMap { Int($0) } ?? 0,
      lacking: lacking.map { Row(id: $0[0] ?? "", owner: $0[1], decision: $0[2]) })
  }
}
