import TestSupport
import Testing

/// Plans that let something go, whose age is that of the default branch.
@Suite struct DeprecationPlanTests {
  private static let folder = "platform/contracts"
  private static let artifact = "\(folder)/orders/order-placed.v1.schema.json"
  private static let plan = "\(folder)/deprecations/order-placed.v1.yml"

  private static func order(
    note: String? = nil, comment: String? = nil, deprecated: Bool = false, isGone: Bool = false
  ) -> String {
    let word = deprecated ? #", "deprecated": true"# : ""
    let properties =
      [#""id": { "type": "string" }"#, note.map { #""\#($0)": { "type": "string"\#(word) }"# }].compactMap(\.self)
      .joined(separator: ", ")
    return """
      { "$schema": "http://json-schema.org/draft-07/schema#", "title": "Order placed", "description": "An order.",
        "type": "object", "required": ["id"]\(isGone ? #", "deprecated": true"# : ""), "properties": { \(properties) } }
      """
  }

  private static let document = """
    asyncapi: 3.0.0
    info: { title: Orders, version: 1.4.0 }
    channels:
      placed: { address: orders.placed, messages: { placed: { $ref: "#/components/messages/placed" } } }
    operations:
      sendPlaced: { action: send, channel: { $ref: "#/channels/placed" } }
    components:
      messages:
        placed:
          payload: { schemaFormat: "application/schema+json;version=draft-07", schema: { $ref: order-placed.v1.schema.json } }
    """

  private static func plan(
    sunset: String = "2026-11-01", consumer: String = "{ state: moved, commit: 5b83215 }",
    pointer: String = "/properties/note"
  ) -> String {
    """
    artifact: orders/order-placed.v1.schema.json
    owners: [orders]
    removals:
      - pointer: \(pointer)
        replacement: /properties/id
        announced: 2026-09-01
        sunset: \(sunset)
        consumers:
          billing: \(consumer)
    """
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// The plan at the base; `nil` for none.
    var plan: String? = DeprecationPlanTests.plan()
    var deprecated = true
    /// When plan and word reached the default branch; `nil` where the evidence does not say it.
    var landed: String? = "2026-09-01T10:00:00Z"
    var now = "2026-11-30T18:00:00Z"
    var stage = "pre-push"
    /// What the change makes of files.
    var change: [String: String] = [artifact: order()]
    var policy = ""
    let verdict: String
    var words: [String] = []
  }

  @Test(arguments: removals + edits)
  func `what a plan of the base lets go may go`(example: Case) async throws {
    try await withScratchRepository { repository in
      try await repository.commit([
        ".signalbox/contracts.yml": "root: \(Self.folder)\n\(example.policy)", Self.artifact: Self.order(note: "note"),
        "\(Self.folder)/orders/orders.asyncapi.yaml": Self.document,
      ])
      var files = [Self.artifact: Self.order(note: "note", deprecated: example.deprecated)]
      files[Self.plan] = example.plan
      files["README.md"] = "Orders\n"
      let commit = try await repository.commit(files)
      try await repository.git("checkout", "--quiet", "-b", "change")
      try await repository.commit(example.change)
      let landed = example.landed.map { #"[{"commit": "\#(commit)", "pullRequest": 7, "mergedAt": "\#($0)"}]"# }
      try await repository.write(
        "evidence.json",
        """
        {"version": 1, "source": {"kind": "manual", "repository": "acme/orders", "collectedAt": "\(example.now)"}, \
        "changes": []\(landed.map { #", "landed": \#($0)"# } ?? "")}
        """)
      let judged = try await Judgement(
        [
          "--base", "main", "--head", "change", "--stage", example.stage, "--now", example.now, "--evidence",
          "evidence.json",
        ], in: repository)
      judged.expect(example.verdict, example.words)
    }
  }

  private static let removals = [
    Case(
      testDescription: "no plan", plan: nil, verdict: "fail",
      words: ["removing `note` from \(artifact) breaks consumers that read it"]),
    Case(
      testDescription: "no plan for another name", plan: nil, change: [artifact: order(note: "note_text")],
      verdict: "fail", words: ["renaming `note` to `note_text`"]),
    Case(testDescription: "a plan that has come to pass", verdict: "pass"),
    Case(testDescription: "a plan for everything", plan: plan(pointer: "\"\""), deprecated: false, verdict: "fail"),
    Case(
      testDescription: "29 of 30 days", landed: "2026-11-01T18:00:00Z", verdict: "fail", words: ["1 day is left"]),
    Case(
      testDescription: "30 days", landed: "2026-11-01T18:00:00Z", now: "2026-12-01T18:00:00Z", verdict: "pass"),
    Case(
      testDescription: "a policy that asks for less", landed: "2026-11-20T18:00:00Z",
      policy: "deprecations: { minimum: 10d }\n", verdict: "pass"),
    Case(
      testDescription: "no word in the schema", deprecated: false, verdict: "fail",
      words: ["`/properties/note` is not marked `deprecated: true`"]),
    Case(
      testDescription: "a sunset to come", plan: plan(sunset: "2026-12-24"), verdict: "fail",
      words: ["the sunset 2026-12-24 is not past"]),
    Case(
      testDescription: "a consumer on its way", plan: plan(consumer: "{ state: migrating }"), verdict: "fail",
      words: ["`billing` has not moved"]),
    Case(
      testDescription: "a consumer that has moved by its word alone", plan: plan(consumer: "{ state: moved }"),
      verdict: "fail", words: ["`billing` has moved by its state, without a commit"]),
    Case(
      testDescription: "an age that is not known before a push", landed: nil, verdict: "pass",
      words: ["owed", "no evidence says when it reached the default branch"]),
    Case(
      testDescription: "an age that is not known at the merge", landed: nil, stage: "merge", verdict: "undecided",
      words: ["no evidence says when it reached the default branch"]),
    Case(
      testDescription: "a plan that comes with the change", plan: nil, change: [artifact: order(), Self.plan: plan()],
      verdict: "fail", words: ["removing `note`"]),
    Case(
      testDescription: "a waiver", plan: nil,
      policy: """
        waivers:
          - { rule: contracts/breaking-change, path: platform/contracts/orders/**, reason: agreed, owner: dana, expires: 2026-12-01 }

        """, verdict: "pass", words: ["waived"]),
  ]

  private static let edits = [
    Case(
      testDescription: "an earlier sunset", change: [Self.plan: plan(sunset: "2026-10-01")], verdict: "fail",
      words: ["moves from 2026-11-01 to the earlier day 2026-10-01"]),
    Case(testDescription: "a later sunset", change: [Self.plan: plan(sunset: "2027-01-01")], verdict: "pass"),
    Case(
      testDescription: "a plan for nothing", change: [Self.plan: plan(pointer: "/properties/nota")], verdict: "fail",
      words: ["has no `/properties/nota`"]),
    Case(
      testDescription: "two plans that contradict each other",
      change: ["\(folder)/deprecations/b.yml": plan(sunset: "2027-01-01")], verdict: "fail",
      words: ["two plans contradict each other"]),
    Case(
      testDescription: "a plan without a sunset",
      change: [Self.plan: "artifact: a\nowners: [a]\nremovals: [{ pointer: /a }]"],
      verdict: "fail", words: ["sunset"]),
    Case(
      testDescription: "a new version beside the old one",
      change: [
        artifact: order(note: "note", deprecated: true, isGone: true),
        "\(folder)/orders/order-placed.v2.schema.json": order(note: "comment"),
        Self.plan: plan(sunset: "2027-06-01", consumer: "{ state: migrating }", pointer: "\"\""),
      ], verdict: "pass"),
  ]
}
