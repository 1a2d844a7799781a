package import PostgresCatalog

extension PostgresConnection {
  /// What the database has, read from `pg_catalog` in one transaction.
  ///
  /// - Throws: `PostgresError` of a query that fails.
  package func catalog() throws(PostgresError) -> PostgresCatalog {
    try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''")
    var answers: [ServerQuery: [[String?]]] = [:]
    for query in ServerQuery.allCases { answers[query] = try execute(query.sql) }
    try execute("COMMIT")
    return PostgresCatalog(server: answers)
  }
}
