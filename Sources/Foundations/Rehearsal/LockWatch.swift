internal import Postgres
internal import RehearsalDocuments

/// Looks at the locks of a session from another one, which does not see what the first has made and not yet committed.
final class LockWatch {
  private let observer: PostgresConnection
  private var locks: [RehearsalReport.Lock] = []

  /// A session as a superuser that finds nothing but the server's own functions.
  init(_ cluster: PostgresCluster) throws(PostgresError) {
    observer = try cluster.connect(to: Rehearsal.database)
    try observer.execute("SET search_path = ''")
  }

  /// What was noted since the last call.
  func take() -> [RehearsalReport.Lock] {
    defer { locks = [] }
    return locks
  }

  /// Notes what a session has locked by now, and what it has written anew.
  ///
  /// - Throws: `PostgresError` where either session cannot be asked.
  func look(after line: Int, _ session: borrowing PostgresConnection) throws(PostgresError) {
    let rows = try observer.execute(
      """
      SELECT c.oid::regclass, l.mode, c.oid, c.relfilenode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
      WHERE l.pid = \(session.processID) AND l.granted AND l.locktype = 'relation' AND c.oid >= 16384
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      ORDER BY 1, 2
      """)
    for row in rows {
      guard let relation = row[0], let mode = row[1], let oid = row[2], let node = row[3] else { continue }
      // Nothing but this mode lets a relation be written anew.
      var isRewritten = false
      if mode == "AccessExclusiveLock", node != "0" {
        let now = try session.execute("SELECT pg_catalog.pg_relation_filenode(\(oid)::pg_catalog.oid)").first?[0]
        isRewritten = now != nil && now != node
      }
      let known = locks.filter { $0.relation == relation && $0.mode == mode }
      guard known.isEmpty || isRewritten && !known.contains(where: \.isRewritten) else { continue }
      locks.append(RehearsalReport.Lock(line: line, relation: relation, mode: mode, isRewritten: isRewritten))
    }
  }
}
