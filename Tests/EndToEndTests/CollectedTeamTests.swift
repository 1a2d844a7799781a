import Documents
import SystemPackage
import TestSupport
import Testing
import WebServer

/// The second token, which is for teams alone.
@Suite(.validatingDocuments) struct CollectedTeamTests {
  @Test func `only teams are read with the token for teams`() async throws {
    try await withApprovalProject { project in
      let forge = Forge()
      let file = project.repository.folder.removingLastComponent().appending("team-token")
      try await file.write("ghs_teams_only\n")
      _ = try await project.judgeCollected(
        forge, arguments: ["--team", "acme/cab", "--team-token-file", file.string])
      let withIt = forge.requests.filter { $0.headers["authorization"] == "Bearer ghs_teams_only" }.map(\.target)
      #expect(withIt == ["/orgs/acme/teams/cab/members?per_page=100"])
    }
  }
}
