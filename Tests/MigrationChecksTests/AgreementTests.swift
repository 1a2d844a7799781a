import Changes
import Documents
import Findings
import MigrationChecks
import Policy
import SystemPackage
import TestSupport
import Testing

/// The cases of peers that read migrations, against the rules that say something like theirs.
///
/// `RECORD=1` writes the table of `docs/agreement.md`; without it the table is compared.
@Suite(.enabled(if: Project.exists(Project.corpora.appending("sql")), "the corpora are not beside this checkout"))
struct AgreementTests {
  /// A rule of a peer and ours that say something like it; none where we leave the matter out, with the reason.
  private struct Mapping {
    let peer: String
    let own: [String]
    let why: String

    init(_ peer: String, _ own: [String], _ why: String = "") {
      (self.peer, self.own, self.why) = (peer, own, why)
    }
  }

  private static let style = "a matter of style, which no rule of ours is about"

  private static let squawk = [
    Mapping("adding-field-with-default", ["table-rewrite"]),
    Mapping("adding-foreign-key-constraint", ["validating-constraint"]),
    Mapping("adding-not-nullable-field", ["validating-constraint"]),
    Mapping("adding-required-field", ["not-null-without-default"]),
    Mapping("adding-serial-primary-key-field", ["non-concurrent-index"]),
    Mapping("ban-alter-domain-with-add-constraint", [], "domains are not followed to the columns of their type"),
    Mapping("ban-char-field", [], style),
    Mapping("ban-concurrent-index-creation-in-transaction", ["not-allowed-in-transaction"]),
    Mapping("ban-create-domain-with-constraint", [], style),
    Mapping("ban-drop-column", ["undeclared-data-loss"], "needs the history: a file by itself has none"),
    Mapping("ban-drop-database", ["not-allowed-in-transaction"]),
    Mapping("ban-drop-not-null", [], "programs that read the column are not known"),
    Mapping("ban-drop-table", ["undeclared-data-loss"], "needs the history: a file by itself has none"),
    Mapping("ban-duplicate-column-assignments", ["failing-statement"], "PostgreSQL rejects it; executed, not static"),
    Mapping("ban-truncate-cascade", ["blocking-lock"]),
    Mapping("ban-uncommitted-transaction", ["missing-commit"]),
    Mapping("changing-column-type", ["table-rewrite"]),
    Mapping("constraint-missing-not-valid", ["validating-constraint"]),
    Mapping("disallowed-unique-constraint", ["non-concurrent-index"]),
    Mapping("identifier-too-long", [], style),
    Mapping("prefer-bigint-over-int", [], style), Mapping("prefer-bigint-over-smallint", [], style),
    Mapping("prefer-identity", [], style), Mapping("prefer-repack", ["table-rewrite"]),
    Mapping(
      "prefer-robust-stmts", [], "a transaction makes IF EXISTS unnecessary, and IF NOT EXISTS hides a difference"),
    Mapping("prefer-text-field", [], style), Mapping("prefer-timestamp-tz", [], style),
    Mapping("renaming-column", ["renamed-object"]), Mapping("renaming-table", ["renamed-object"]),
    Mapping("require-concurrent-index-creation", ["non-concurrent-index"]),
    Mapping("require-concurrent-index-deletion", ["non-concurrent-index"]),
    Mapping("require-concurrent-partition-detach", ["blocking-lock"]),
    Mapping("require-concurrent-reindex", ["non-concurrent-index"]),
    Mapping("require-enum-value-ordering", [], style),
    Mapping("require-lock-timeout", ["missing-lock-timeout"]),
    Mapping("require-statement-timeout", [], "left out on purpose: a migration may take long without a lock"),
    Mapping("require-table-schema", [], style),
    Mapping("require-timeout-settings", ["missing-lock-timeout"], "we ask for the lock timeout alone"),
    Mapping("transaction-nesting", ["nested-transaction", "transaction-in-runner"]),
  ]

  private static let eugene = [
    Mapping("E1", ["validating-constraint"]), Mapping("E2", ["validating-constraint"]),
    Mapping("E3", [], style), Mapping("E4", ["blocking-lock", "unbatched-backfill"]),
    Mapping("E5", ["table-rewrite"]), Mapping("E6", ["non-concurrent-index"]),
    Mapping("E7", ["non-concurrent-index"]), Mapping("E8", ["non-concurrent-index"]),
    Mapping("E9", ["missing-lock-timeout"]), Mapping("E10", ["table-rewrite"]), Mapping("E11", ["table-rewrite"]),
    Mapping("E15", [], "an index for a foreign key is left out: performance"),
    Mapping("W12", ["blocking-lock"]), Mapping("W13", [], "enumerated types are a choice of the model"),
    Mapping("W14", ["non-concurrent-index"]),
  ]

  private static let speed = "a matter of speed, which no rule of ours is about"
  private static let state = "about the state of a server, not about a migration"

  private static let splinter = [
    Mapping("rls_disabled_in_public", ["missing-row-security"]),
    Mapping("policy_exists_rls_disabled", ["missing-row-security"]),
    Mapping("rls_enabled_no_policy", [], "row security without a policy denies, which is safe"),
    Mapping("security_definer_view", ["wrong-view-security-mode"]),
    Mapping("function_search_path_mutable", ["unsafe-search-path"], "only where the function has its owner's rights"),
    Mapping("extension_in_public", ["extension-not-allowed"]),
    Mapping("rls_references_user_metadata", ["claim-trusting-policy"]),
    Mapping("materialized_view_in_api", ["unprotected-relation"]),
    Mapping("foreign_table_in_api", ["unprotected-relation", "outside-effect"]),
    Mapping("rls_policy_always_true", ["always-true-policy"]),
    Mapping("anon_security_definer_function_executable", ["exposed-definer-function"]),
    Mapping("authenticated_security_definer_function_executable", ["exposed-definer-function"]),
    Mapping("auth_users_exposed", ["wrong-view-security-mode", "unprotected-relation"]),
    Mapping("pg_graphql_anon_table_exposed", [], "which tables an API shows is the choice of its owner"),
    Mapping("pg_graphql_authenticated_table_exposed", [], "which tables an API shows is the choice of its owner"),
    Mapping("public_bucket_allows_listing", [], "about rows of the storage service"),
    Mapping("insecure_queue_exposed_in_api", [], "about the settings of an extension"),
    Mapping("sensitive_columns_exposed", [], "the names of columns do not tell what is in them"),
    Mapping("fkey_to_auth_unique", [], "about the settings of the authentication service"),
    Mapping("extension_versions_outdated", [], state), Mapping("unsupported_reg_types", [], state),
    Mapping("unused_index", [], state), Mapping("unindexed_foreign_keys", [], speed),
    Mapping("auth_rls_initplan", [], speed), Mapping("multiple_permissive_policies", [], speed),
    Mapping("duplicate_index", [], speed), Mapping("no_primary_key", [], speed),
  ]

  /// Why we and a peer differ on cases of a rule that have a verdict there.
  private static let reasons = [
    "adding-field-with-default bad": "PostgreSQL 15 keeps the rows, since the default is not volatile",
    "adding-foreign-key-constraint bad": "PostgreSQL 15 looks at no row, since the new column has none with a value",
    "adding-foreign-key-constraint good":
      "NOT VALID and VALIDATE in one transaction keep the first lock during the scan",
    "adding-not-nullable-field good":
      "VALIDATE and SET NOT NULL in one transaction keep ACCESS EXCLUSIVE during the scan",
    "ban-concurrent-index-creation-in-transaction bad":
      "psql runs the statements one by one, and PostgreSQL accepts them",
    "ban-drop-column bad": "needs the history", "ban-drop-table bad": "needs the history",
    "ban-drop-database bad": "psql runs it outside of a transaction, and PostgreSQL accepts it",
    "ban-duplicate-column-assignments bad": "found when it is executed",
    "ban-truncate-cascade good": "TRUNCATE of several tables locks them together",
    "constraint-missing-not-valid bad": "psql commits between the two statements",
    "prefer-repack bad": "CLUSTER of all tables names none, and PostgreSQL refuses it within a transaction",
    "prefer-repack good": "PostgreSQL 15 rewrites the table under ACCESS EXCLUSIVE",
    "require-concurrent-reindex bad": "it names no table whose lock is known",
    "require-timeout-settings bad": "we ask for the lock timeout alone, and only before a lock that blocks",
    "transaction-nesting bad": "no transaction is open: PostgreSQL warns and goes on",
    "E4 bad": "psql commits between the statements", "E10 good": "the comment names rules of eugene",
    "W12 bad": "psql commits between the statements",
    "W14 bad": "the scan for NOT NULL of a primary key USING INDEX is not looked at",
    "function_search_path_mutable bad": "a function with the rights of its caller finds what the caller would",
    "extension_in_public good": "the policy of these cases allows no extension",
    "materialized_view_in_api good": "`service_role` still reads it, and the policy of these cases names no writers",
    "foreign_table_in_api good": "a foreign table reaches another server, whatever the API shows",
    "rls_policy_always_true good": "reading every row is told as a note",
    "rls_policy_always_true bad": "PostgreSQL rejects every row where a policy for INSERT has no WITH CHECK",
    "anon_security_definer_function_executable good": "`authenticated` can still call it",
    "authenticated_security_definer_function_executable good": "`anon` can still call it",
    "auth_users_exposed bad": "a view with security_invoker asks for a right of its reader on `auth.users`",
  ]

  private struct Count {
    var agree = 0
    var all = 0
    var misses: [String] = []
  }

  @Test func `the cases of squawk and eugene come out as the table says`() async throws {
    var lines = ["| peer | rule | ours | cases | agree | |", "|---|---|---|---|---|---|"]
    var misses: [String] = []
    for (peer, file, mappings) in [
      ("squawk", "squawk-rule-cases.json", Self.squawk), ("eugene", "eugene-cases.json", Self.eugene),
      ("splinter", "splinter-cases.json", Self.splinter),
    ] {
      let cases = try Self.cases(file)
      #expect(Set(cases.map(\.rule)).isSubset(of: Set(mappings.map(\.peer))), "\(peer)")
      for mapping in mappings {
        var count = Count()
        for one in cases where one.rule == mapping.peer {
          count.all += 1
          guard !mapping.own.isEmpty else { continue }
          let speaks = try await !Self.findings(one, mapping.own, peer).isEmpty
          if speaks == one.isBad {
            count.agree += 1
          } else {
            let reason = Self.reasons["\(mapping.peer) \(one.isBad ? "bad" : "good")"]
            #expect(reason != nil, "\(mapping.peer): \(one.summary)")
            count.misses.append("\(one.summary)\(reason.map { ": \($0)" } ?? "")")
          }
        }
        let own = mapping.own.map { "`db/\($0)`" }.joined(separator: ", ")
        let agree = mapping.own.isEmpty ? "–" : "\(count.agree)"
        lines.append("| \(peer) | `\(mapping.peer)` | \(own) | \(count.all) | \(agree) | \(mapping.why) |")
        misses += count.misses.map { "- \(peer) `\(mapping.peer)`, \($0)" }
      }
    }
    let text = "\(lines.joined(separator: "\n"))\n\n## Where they differ\n\n\(misses.joined(separator: "\n"))\n"
    let page = Project.root.appending("docs/agreement.md")
    let old = Project.text(of: page) ?? ""
    let head = old.ranges(of: "| peer |").first.map { String(old[..<$0.lowerBound]) } ?? ""
    if Project.isRecording {
      try await page.write(head + text)
    } else {
      #expect(old == head + text)
    }
  }

  private struct Case {
    let rule: String
    let isBad: Bool
    let earlier: [String]
    let text: String

    /// The verdict of the peer with the beginning of the text.
    var summary: String {
      let words = text.split { $0.isWhitespace }.joined(separator: " ")
      return "which is \(isBad ? "bad" : "good") there: `\(words.prefix(110).replacing("`", with: "'"))`"
    }
  }

  private static func cases(_ file: String) throws -> [Case] {
    let bytes = try #require(Project.bytes(of: Project.corpora.appending("sql/\(file)")))
    return try Document.json(SourceText(bytes)).root["cases"]?.array.map(Array.init)?.map { node in
      let scripts = node["scripts"]?.array.map { Array($0).compactMap(\.string) } ?? []
      return Case(
        rule: node["rule"]?.string ?? node["lint"]?.string ?? "", isBad: node["verdict"]?.string == "bad",
        earlier: Array(scripts.dropLast()),
        text: node["sql"]?.string ?? scripts.last ?? "")
    } ?? []
  }

  /// What the rules say of a case: a file that psql applies, over earlier ones.
  private static func findings(_ one: Case, _ rules: [String], _ peer: String) async throws -> [String] {
    if peer == "splinter" {
      // The cases leave their transaction open, as the query of the peer wants it.
      let text = "-- \(folder)/20260105090000_next.sql --\n\(one.text)\ncommit;\n"
      let policy =
        "runner: psql\nprofile: supabase\nschemas: { exposed: [public] }\nextensions: { allow: [], schema: extensions }\n"
        + "server: { prelude: supabase }"
      return try await MigrationChecksTests.findings(text, policy: policy, only: rules)
    }
    var text = ""
    for (number, script) in one.earlier.enumerated() {
      text += "-- both: \(folder)/2026010109000\(number)_base.sql --\n\(script)\n"
    }
    text += "-- \(folder)/20260105090000_next.sql --\n\(one.text)\n"
    return try await MigrationChecksTests.findings(text, policy: "runner: psql", only: rules)
  }
}
