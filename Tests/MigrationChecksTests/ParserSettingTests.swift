import Testing

@Suite struct ParserSettingTests {
  private let hidden = "select 'it\\''; commit; drop table a; --';\ncommit;"

  private func migration(_ up: String, down: String = "begin;\nselect 1;\ncommit;") -> String {
    "-- migrate:up\n\(up)\n-- migrate:down\n\(down)\n"
  }

  @Test func `what stands behind a setting is not judged, and the check is undecided`() async throws {
    let text = migration("begin;\nset standard_conforming_strings = off;\n\(hidden)")
    let name = "20260105090000_create_orders.sql"
    #expect(try await findings(text) == ["parser-setting \(name):3", "unreadable-file \(name):4"])
    #expect(try await findings(text, policy: "rules: { db/parser-setting: off }") == ["unreadable-file \(name):4"])
  }

  @Test func `a setting in one migration makes a backslash before a quote a finding in the next`() async throws {
    let first = file(
      "20260105090000_a.sql", migration("begin;\nalter role app set standard_conforming_strings = off;\ncommit;"))
    let quoted = file("20260106090000_b.sql", migration("begin;\n\(hidden)"))
    let plain = file("20260107090000_c.sql", migration("begin;\nselect 'it''s', 'a\\b', E'\\'';\ncommit;"))
    let reset = file("20260108090000_d.sql", migration("begin;\nreset all;\nselect 1;\ncommit;"))
    let expected = [
      "parser-setting 20260105090000_a.sql:3", "unreadable-file 20260105090000_a.sql:4",
      "unreadable-file 20260106090000_b.sql:3", "parser-setting 20260106090000_b.sql:3",
      "parser-setting 20260108090000_d.sql:3", "unreadable-file 20260108090000_d.sql:4",
    ]
    #expect(try await findings(first + quoted + plain + reset) == expected)
    #expect(try await findings(quoted + plain + reset) == [])
  }

  @Test func `ways back are read in the order in which they are run`() async throws {
    let first = file("20260105090000_a.sql", migration("begin;\nselect 1;\ncommit;", down: "begin;\n\(hidden)"))
    let last = file(
      "20260106090000_b.sql",
      migration("begin;\nselect 1;\ncommit;", down: "begin;\nset standard_conforming_strings = off;\ncommit;"))
    #expect(
      try await findings(first + last, only: ["parser-setting"]) == [
        "parser-setting 20260105090000_a.sql:7", "parser-setting 20260106090000_b.sql:7",
      ])
  }

  @Test(arguments: [
    // dbmate finds the first marker, and all behind it is the way up.
    (
      "-- migrate:up\rbegin;\rselect 1;\rcommit;\r-- migrate:down\rbegin;\rselect 2;\rcommit;\r",
      ["missing-down f:2", "ambiguous-down-path f:5", "multiple-transactions f:6"]
    ),
    // goose finds none.
    (
      "-- +goose Up\rbegin;\rselect 1;\rcommit;\r-- +goose Down\rbegin;\rselect 2;\rcommit;\r",
      ["ambiguous-down-path f:1", "missing-down f:2", "ambiguous-down-path f:5", "multiple-transactions f:6"]
    ),
    (
      "begin;\rselect 1;\rcommit;\r-- down\rbegin;\rselect 2;\rcommit;\r",
      ["missing-down f:1", "ambiguous-down-path f:4", "multiple-transactions f:5"]
    ),
    ("-- migrate:up\nbegin;\r-- a comment\rselect 1;\rcommit;\r\n-- migrate:down\r\nbegin;\rselect 2;\rcommit;\r", []),
    ("-- migrate:up\r\nbegin;\r\nselect 1;\r\ncommit;\r\n-- migrate:down\r\nbegin;\r\nselect 2;\r\ncommit;\r\n", []),
  ])
  func `a carriage return alone ends no line, as runners read it`(text: String, expected: [String]) async throws {
    let found = try await findings(file("20260105090000_a.sql", text))
    #expect(found == expected.map { $0.replacing(" f:", with: " 20260105090000_a.sql:") })
  }
}
