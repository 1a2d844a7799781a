import SystemPackage
import TestSupport
import Testing

@Suite(.enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"))
struct GovernanceDatabaseTests {
  @Test func `every migration goes up, down and up again, and down leaves what was there before`() async throws {
    try await withScratchPostgres { server in
      let database = try await GovernanceDatabase(on: server)
      let empty = try await database.snapshot()
      var (last, before) = ("0", empty)
      #expect(database.versions.count > 8)
      for version in database.versions {
        try await database.apply(until: version)
        let after = try await database.snapshot()
        #expect(after != before, "\(version) does nothing")
        try await database.rollBack(to: last)
        #expect(try await database.snapshot() == before, "the way back of \(version)")
        try await database.apply(until: version)
        #expect(try await database.snapshot() == after, "the second way up of \(version)")
        (last, before) = (version, after)
      }
      try await database.rollBack(to: "0")
      #expect(try await database.snapshot() == empty)
    }
  }

  @Test func `the folders of views and policies say what the migrations have made`() async throws {
    try await withGovernanceDatabase { database in try await expectFoldersAgree(with: database) }
  }

  @Test func `a good change goes up and down as well, and its folders agree`() async throws {
    try await withFixture("ehg-engineering") { repository in
      let references = ["for-each-ref", "--format=%(refname:short)", "refs/heads/good-*"]
      let merged = try #require(GovernanceDatabase.versions(in: repository.folder).last)
      var migrated = 0
      for branch in try await repository.git(references, input: []).lines {
        try await repository.git("checkout", "--quiet", branch)
        let tree = repository.folder
        if GovernanceDatabase.versions(in: tree).last == merged { continue }
        migrated += 1
        try await withScratchPostgres { server in
          let database = try await GovernanceDatabase(on: server, of: tree)
          try await database.apply(until: merged)
          let before = try await database.snapshot()
          try await database.apply()
          let after = try await database.snapshot()
          #expect(after != before, "\(branch)")
          try await database.rollBack(to: merged)
          #expect(try await database.snapshot() == before, "\(branch)")
          try await database.apply()
          #expect(try await database.snapshot() == after, "\(branch)")
          try await expectFoldersAgree(with: database)
        }
      }
      #expect(migrated > 2)
    }
  }

  /// What the folders say is in force is taken away and made again from them, and has to be what was there.
  private func expectFoldersAgree(with database: GovernanceDatabase) async throws {
    let made = try await database.snapshot()
    _ = try await database.query(Self.dropsWhatTheFoldersSay)
    #expect(try await database.snapshot() != made)
    let said = try database.text(ofFolder: "db/policies/eng") + database.text(ofFolder: "db/views/eng")
    _ = try await database.query(said, as: GovernanceDatabase.owner)
    #expect(try await database.snapshot().sorted() == made.sorted())
  }

  @Test func `the contract views return the rows that they promise`() async throws {
    try await withGovernanceDatabase { database in
      _ = try await database.query(Sample.rows, as: "service_role")
      for (question, rows) in Sample.answers {
        let answer = try await database.query(question, as: "service_role")
        #expect(answer == rows)
      }
    }
  }

  @Test(.enabled(if: Project.hasProgram("check-jsonschema"), "check-jsonschema is not installed"))
  func `a payload is what its contract's schema describes`() async throws {
    try await withGovernanceDatabase { database in
      _ = try await database.query(Sample.rows, as: "service_role")
      let rows = try await database.query(
        "select row_to_json(payload) from eng.v_eng_prd_payload_v1 as payload", as: "service_role")
      #expect(rows.count == 2)
      let schema = database.repository.appending(
        "docs/EHG_Engineering/data-contracts/v_eng_prd_payload_v1.schema.json")
      try await withScratchFolder { folder in
        for (number, row) in rows.enumerated() {
          let file = folder.appending("\(number).json")
          try await file.write(row)
          let result = try await Tool.run("check-jsonschema", ["--schemafile", schema.string, file.string])
          #expect(result.status == 0, "\(result.text)")
        }
      }
    }
  }

  @Test func `the owner map is what its file says, and a second backfill changes nothing`() async throws {
    try await withGovernanceDatabase { database in
      try await database.script("backfill-owner-map.sh")
      let known = "select area, team, owner_login, escalation_login from eng.eng_owner_map order by area"
      let lines = try database.text(of: "ops/backfill/eng_owner_map.csv").split(separator: "\n").dropFirst()
      let expected = lines.map { String($0.replacing(",", with: "|")) }.sorted()
      #expect(try await database.query(known).sorted() == expected)
      let touched = "select max(updated_at) from eng.eng_owner_map"
      let first = try await database.query(touched)
      try await database.script("backfill-owner-map.sh")
      #expect(try await database.query(touched) == first)
    }
  }

  @Test func `a change of a governed row is in the audit log, and nobody edits the log`() async throws {
    try await withGovernanceDatabase { database in
      _ = try await database.query(Sample.rows, as: "service_role")
      _ = try await database.query(
        "update eng.eng_backlog set status = 'dropped', release_id = null where backlog_key = 'ENG-3'",
        as: "service_role")
      let log = try await database.query(
        """
        select actor, action, old_row ->> 'status', new_row ->> 'status' from eng.eng_audit_log
        where table_name = 'eng_backlog' and action = 'update'
        """, as: "service_role")
      #expect(log == ["service_role|update|open|dropped"])
      let edits = try await database.attempt(
        """
        update eng.eng_audit_log set actor = 'nobody';
        delete from eng.eng_audit_log;
        truncate eng.eng_audit_log;
        """, as: "service_role")
      #expect(edits.errors == ["42501", "42501", "42501"])
    }
  }

  /// Takes away all that the folders `views` and `policies` say, so that nothing of it can be left over.
  private static let dropsWhatTheFoldersSay = """
    do $$
    declare
      found record;
    begin
      for found in select schemaname, viewname from pg_views where schemaname = 'eng' loop
        execute format('drop view %I.%I', found.schemaname, found.viewname);
      end loop;
      for found in select schemaname, tablename, policyname from pg_policies where schemaname = 'eng' loop
        execute format('drop policy %I on %I.%I', found.policyname, found.schemaname, found.tablename);
      end loop;
      for found in select schemaname, tablename from pg_tables where schemaname = 'eng' loop
        execute format('alter table %I.%I disable row level security', found.schemaname, found.tablename);
        execute format('alter table %I.%I no force row level security', found.schemaname, found.tablename);
        execute format('grant all on table %I.%I to public', found.schemaname, found.tablename);
      end loop;
    end
    $$;
    """
}
