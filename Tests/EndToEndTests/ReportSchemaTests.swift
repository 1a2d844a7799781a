import SystemPackage
import TestSupport
import Testing

/// Holds reports against the published schema by a judge that is none of ours.
@Suite(
  .enabled(
    if: Project.hasProgram("check-jsonschema"), "check-jsonschema is not in PATH; Scripts/test puts it there"))
struct ReportSchemaTests {
  @Test func `every report of the sample repository is valid`() async throws {
    try await withScratchFolder { reports in
      try await withFixture("platform") { repository in
        for branch in try await repository.git("for-each-ref", "--format=%(refname:short)", "refs/heads").lines {
          for stage in ["pre-push", "merge"] {
            let arguments = ["check", "--base", "main", "--head", branch, "--stage", stage, "--format", "json"]
            try await reports.appending("\(branch)-\(stage).json").write(
              try await contracts(arguments, in: repository.folder).output)
          }
        }
      }
      try await Self.validate(reports, atLeast: 20)
    }
  }

  @Test func `every report of a hostile repository is valid`() async throws {
    try await withScratchFolder { reports in
      // Ten thousand findings more tell the judge nothing new, and take it minutes.
      let hostiles = HostileRepository.all.filter { !$0.name.contains("twenty thousand wrong") }
      for (number, hostile) in hostiles.enumerated() {
        try await hostile.withRepository { repository in
          let run = try await hostile.run(in: repository, format: "json")
          try await reports.appending("\(number).json").write(run.output)
        }
      }
      try await Self.validate(reports, atLeast: 25)
    }
  }

  @Test func `the judge refuses what is no report`() async throws {
    try await withScratchFolder { folder in
      try await folder.appending("wrong.json").write(#"{"schema": 1, "verdict": "perhaps", "reports": []}"#)
      #expect(try await Self.judge(["wrong.json"], in: folder).status == 1)
    }
  }

  private static func validate(_ reports: FilePath, atLeast count: Int) async throws {
    let names = Project.names(in: reports)
    #expect(names.count >= count)
    let judged = try await judge(names, in: reports)
    #expect(judged.status == 0, "\(judged.text)\(judged.errorText)")
  }

  private static func judge(_ names: [String], in folder: FilePath) async throws -> Tool {
    let schema = Project.root.appending("docs/report.schema.json").string
    return try await Tool.run("check-jsonschema", ["--schemafile", schema] + names, in: folder)
  }
}
