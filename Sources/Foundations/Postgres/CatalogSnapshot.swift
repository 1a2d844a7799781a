/// What a database and its cluster have, whole: each object by its name with all that the catalogs say of it, without
/// numbers and without an order that depends on how it was made.
package struct CatalogSnapshot: Sendable, Equatable {
  /// The attributes of each object, `name: value`, sorted; by the object as `pg_identify_object` names it.
  package let objects: [String: [String]]

  /// What is different in another snapshot, object by object, sorted by their names.
  package func differences(in other: CatalogSnapshot) -> [CatalogDifference] {
    guard self != other else { return [] }
    return Set(objects.keys).union(other.objects.keys).sorted().compactMap { object in
      let (before, after) = (objects[object], other.objects[object])
      guard before != after else { return nil }
      return CatalogDifference(object: object, before: before, after: after)
    }
  }
}

/// Reads snapshots of one server: what it says of its own catalogs is asked once.
package struct CatalogReader: Sendable {
  private let sql: String

  /// Asks a server of its catalogs.
  ///
  /// - Throws: `PostgresError` of a query that fails.
  package init(_ connection: borrowing PostgresConnection) throws(PostgresError) {
    sql = try CatalogQueries(connection).sql
  }

  /// Reads the catalogs in one transaction, as a superuser.
  ///
  /// - Throws: `PostgresError` of a query that fails.
  package func snapshot(_ connection: borrowing PostgresConnection) throws(PostgresError) -> CatalogSnapshot {
    // Names come out whole where nothing but the catalogs is searched.
    try connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''")
    let rows = try connection.execute(sql)
    try connection.execute("COMMIT")
    var objects: [String: [String]] = [:]
    for row in rows {
      guard let object = row[0], let attributes = row[1] else { continue }
      objects[object, default: []] += attributes.split(separator: CatalogQueries.separator).map(String.init)
    }
    return CatalogSnapshot(objects: objects.mapValues { $0.sorted() })
  }
}
