/// Rows of the governance database, as the service writes them, and what the contract views make of them.
enum Sample {
  /// Two directives, of which the second has no requirement yet; two requirements; three pieces of work.
  static let rows = """
    insert into eng.strategic_directives_v2 (id, directive_key, title, intent, status, owner_login) values
      ('00000000-0000-0000-0000-000000000001', 'SD-001', 'Pay faster', 'Money arrives in a day.', 'active', 'dana'),
      ('00000000-0000-0000-0000-000000000002', 'SD-002', 'Sleep better', 'No page at night.', 'draft', 'ivan');
    insert into eng.product_requirements_v2 (id, sd_id, requirement_key, title, problem, status) values
      ('00000000-0000-0000-0000-000000000011', '00000000-0000-0000-0000-000000000001', 'PRD-001', 'Instant payout',
        'Sellers wait a week.', 'building'),
      ('00000000-0000-0000-0000-000000000012', '00000000-0000-0000-0000-000000000001', 'PRD-002', 'Payout report',
        'Sellers guess.', 'draft');
    insert into eng.eng_acceptance_criteria (requirement_id, position, statement, verified_by, verified_at) values
      ('00000000-0000-0000-0000-000000000011', 2, 'A failed payout is tried again.', 'review', null),
      ('00000000-0000-0000-0000-000000000011', 1, 'A payout takes less than a day.', 'test', '2026-01-20 10:00:00+00');
    insert into eng.eng_releases (id, planned_on, commit_sha, cut_at) values
      ('00000000-0000-0000-0000-000000000021', '2026-01-22', repeat('a', 40), '2026-01-22 10:00:00+00'),
      ('00000000-0000-0000-0000-000000000022', '2026-01-29', null, null);
    insert into eng.eng_backlog (id, requirement_id, release_id, backlog_key, title, status) values
      ('00000000-0000-0000-0000-000000000031', '00000000-0000-0000-0000-000000000011',
        '00000000-0000-0000-0000-000000000021', 'ENG-1', 'Call the bank', 'done'),
      ('00000000-0000-0000-0000-000000000032', '00000000-0000-0000-0000-000000000011',
        '00000000-0000-0000-0000-000000000022', 'ENG-2', 'Try again', 'done'),
      ('00000000-0000-0000-0000-000000000033', '00000000-0000-0000-0000-000000000011', null, 'ENG-3', 'Tell', 'open'),
      ('00000000-0000-0000-0000-000000000034', '00000000-0000-0000-0000-000000000011', null, 'ENG-4', 'No', 'dropped');
    insert into eng.eng_qa_gates (backlog_id, gate, state, decided_by, decided_at) values
      ('00000000-0000-0000-0000-000000000031', 'unit', 'passed', 'ci', '2026-01-21 09:00:00+00'),
      ('00000000-0000-0000-0000-000000000031', 'security', 'passed', 'carol', '2026-01-21 10:00:00+00'),
      ('00000000-0000-0000-0000-000000000032', 'unit', 'failed', 'ci', '2026-01-21 11:00:00+00'),
      ('00000000-0000-0000-0000-000000000032', 'integration', 'pending', null, null),
      ('00000000-0000-0000-0000-000000000033', 'unit', 'pending', null, null);
    insert into eng.eng_commit_links (backlog_id, repository, commit_sha, committed_at) values
      ('00000000-0000-0000-0000-000000000031', 'acme/platform', repeat('1', 40), '2026-01-20 08:00:00+00'),
      ('00000000-0000-0000-0000-000000000031', 'acme/platform', repeat('2', 40), '2026-01-20 09:00:00+00');
    """

  /// A question to each view, and its answer, row by row.
  static let answers: [(String, [String])] = [
    (
      """
      select directive_key, requirement_key, backlog_key, release_planned_on, left(commit_sha, 4)
      from eng.v_eng_trace order by 1, 2, 3, 5
      """,
      [
        "SD-001|PRD-001|ENG-1|2026-01-22|1111", "SD-001|PRD-001|ENG-1|2026-01-22|2222",
        "SD-001|PRD-001|ENG-2|2026-01-29|", "SD-001|PRD-001|ENG-3||", "SD-001|PRD-001|ENG-4||",
        "SD-001|PRD-002|||", "SD-002||||",
      ]
    ),
    (
      """
      select requirement_key, directive_key, jsonb_path_query_array(acceptance_criteria, '$[*].statement')
      from eng.v_eng_prd_payload_v1 order by 1
      """,
      [
        #"PRD-001|SD-001|["A payout takes less than a day.", "A failed payout is tried again."]"#, "PRD-002|SD-001|[]",
      ]
    ),
    (
      """
      select directive_key, items, items_done, items_open, gates_pending, gates_failed, items_releasable,
        next_release_on
      from eng.v_eng_backlog_rollup order by 1
      """,
      ["SD-001|3|2|1|2|1|1|2026-01-29", "SD-002|0|0|0|0|0|0|"]
    ),
  ]
}
