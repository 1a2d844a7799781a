internal import Policy

/// Writes examples of rules about what migrations do to a database.
enum DatabaseExample {
  static let policy = """
    schemas: { owned: [eng], exposed: [eng], contract-view: v_eng_*, writers: [service_role], readers: [analyst] }
    """

  /// One new migration over a merged one that makes the schema `eng`, with a table `a` whose row security is on.
  static func migration(
    _ up: String, down: String = "select 1;", base: String = "", policy: String = policy, files: String = "",
    fileID: String = #fileID, line: Int = #line
  ) -> Example {
    Example(
      """
      -- given: policy --
      \(policy)
      -- both: db/migrations/eng/20260101090000_base.sql --
      begin;
      create schema eng;
      create table eng.a (id int primary key, state text);
      alter table eng.a enable row level security;
      \(base)
      commit;
      -- down
      begin; drop schema eng cascade; commit;
      -- db/migrations/eng/20260105090000_next.sql --
      begin;
      \(up)
      commit;
      -- down
      begin;
      \(down)
      commit;
      \(files)
      """, fileID: fileID, line: line)
  }

  /// Files beside migrations.
  static func files(_ text: String, policy: String, fileID: String = #fileID, line: Int = #line) -> Example {
    Example("-- given: policy --\n\(policy)\n\(text)", fileID: fileID, line: line)
  }
}
