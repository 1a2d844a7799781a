import Documents
import SystemPackage
import TestSupport
import Testing

/// Plans that `terraform` makes, of resources that need no provider.
@Suite(.enabled(if: Project.hasProgram("terraform"), "terraform is not in PATH"))
struct ChangeControlPlanTests {
  @Test func `the envelope of a plan has no value of it, and counts for the commit that was planned`() async throws {
    try await withPlannedRepository { planned in
      try await planned.terraform("plan", "-out", "tf.plan")
      let envelope = try await planned.attach("tf.plan")
      #expect(envelope.firstRange(of: "hunter2") == nil)
      #expect(try await planned.json("tf.plan").firstRange(of: "hunter2") != nil)
      #expect(try await planned.rules(envelope) == [])
    }
  }

  @Test(arguments: [
    (["-target=module.m"], "change/incomplete-plan"), (["-refresh-only"], "change/incomplete-plan"),
  ])
  func `a plan of a part is not whole`(options: [String], rule: String) async throws {
    try await withPlannedRepository { planned in
      try await planned.terraform(["apply", "-auto-approve"])
      try await planned.terraform(["plan", "-out", "tf.plan"] + options)
      #expect(try await planned.rules(try await planned.attach("tf.plan")) == [rule])
    }
  }

  @Test func `a plan of another workspace is of another environment`() async throws {
    try await withPlannedRepository { planned in
      try await planned.terraform("workspace", "new", "other")
      try await planned.terraform("plan", "-out", "tf.plan")
      #expect(try await planned.rules(try await planned.attach("tf.plan")) == ["change/plan-of-another-environment"])
    }
  }

  @Test func `a plan with another file than the repository is of something else`() async throws {
    try await withPlannedRepository { planned in
      let path = planned.folder.appending("main.tf")
      let text = try #require(Project.text(of: path))
      try await path.write(text + "# not committed\n")
      try await planned.terraform("plan", "-out", "tf.plan")
      try await path.write(text)
      #expect(try await planned.rules(try await planned.attach("tf.plan")) == ["change/stale-plan"])
    }
  }

  @Test func `a plan of the commit before is stale`() async throws {
    try await withPlannedRepository { planned in
      try await planned.terraform("plan", "-out", "tf.plan")
      let envelope = try await planned.attach("tf.plan")
      let module = "infra/modules/m/main.tf"
      try await planned.repository.commit([module: "resource \"terraform_data\" \"b\" { input = 2 }\n"])
      #expect(try await planned.rules(envelope) == ["change/stale-plan"])
    }
  }

  @Test func `the JSON of another plan is refused`() async throws {
    try await withPlannedRepository { planned in
      try await planned.terraform("plan", "-out", "first.plan")
      try await planned.terraform("plan", "-target=module.m", "-out", "second.plan")
      let json = try await planned.json("second.plan")
      let file = planned.folder.appending("plan.json")
      // The instant is that of a second, and both may be of the same one.
      try await file.write(json.replacing("\"timestamp\":\"2", with: "\"timestamp\":\"1"))
      let attached = try await planned.attaching("first.plan", json: file)
      #expect(attached.status == 2, "\(attached.text)")
      #expect(attached.errorText.contains("the JSON is not of this file"), "\(attached.errorText)")
    }
  }
}
