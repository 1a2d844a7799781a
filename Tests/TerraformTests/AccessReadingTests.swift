import Documents
import Terraform
import Testing

/// What is kept of IAM policies, and what never is.
@Suite struct AccessReadingTests {
  private static let open = #"{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"#

  @Test func `a statement is the same in every form that IAM accepts`() throws {
    let forms = [
      #"{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#,
      #"{"Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["*"]}]}"#,
      #"{"statement":[{"effect":"Allow","action":"s3:GetObject","RESOURCE":["*"]}]}"#,
      #"{"Statement":[{"Action":["s3:GetObject"],"Resource":"*"}]}"#,
    ]
    for form in forms {
      let policies = try plan("aws_iam_policy", after: ["policy": .string(form)]).policies
      let statement = try #require(policies.first?.statements.first, "\(form)")
      #expect(statement.allows && statement.actions == ["s3:GetObject"] && statement.resources == ["*"], "\(form)")
    }
  }

  @Test(arguments: [
    (#"{"inline_policy":[{"name":"a","policy":"\#(open)"}]}"#, #"{"inline_policy":[{"policy":true}]}"#),
    (#"{"policy":"\#(open)"}"#, #"{"policy":true}"#), (#"{"policy":"\#(open)"}"#, "true"),
  ])
  func `nothing of a policy that is marked as sensitive is kept`(after: String, marks: String) throws {
    let plan = try plan("aws_iam_role", after: try node(after), sensitive: try node(marks))
    #expect(plan.policies.allSatisfy { $0.statements.isEmpty })
    #expect(plan.policies.contains { $0.state == .sensitive })
  }

  @Test(arguments: [
    ("aws_chatbot_slack_channel_configuration", "slack_channel_id"), ("aws_sns_topic_subscription", "endpoint"),
    ("aws_iam_policy", "name"), ("aws_cloudwatch_metric_alarm", "alarm_description"),
  ])
  func `a name that is marked as sensitive is not kept`(type: String, attribute: String) throws {
    let value: Node = attribute == "endpoint" ? "https://hunter2.example/x" : "docs/runbooks/hunter2.md"
    let topic: Node = "arn:aws:sns:eu:1:alerts"
    let topics: Node = [topic]
    let members: [(String, Node)] = [
      (attribute, value), ("protocol", "https"), ("topic_arn", topic), ("sns_topic_arns", topics),
      ("policy", .string(#"{"Statement":[]}"#)), ("alarm_actions", topics),
    ]
    let written = try plan(
      type, after: .object(members), sensitive: .object([(attribute, Node.boolean(true))]),
      besides: [
        resource("aws_sns_topic", ["arn": topic]), resource("aws_cloudwatch_metric_alarm", ["alarm_actions": [topic]]),
      ]
    ).node.json()
    #expect(written.firstRange(of: "hunter2") == nil, "\(written)")
  }

  @Test(arguments: ["sts:ExternalId", "aws:Referer"])
  func `a condition that is used as a password is kept without its value`(key: String) throws {
    let text =
      #"{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringEquals":{"\#(key)"#
      + #"":"hunter2"}}}}"#
    let plan = try plan("aws_iam_role", after: ["assume_role_policy": .string(text)])
    #expect(plan.policies.first?.statements.first?.conditions.map(\.key) == [key])
    #expect(plan.node.json().firstRange(of: "hunter2") == nil)
  }

  @Test(arguments: [
    ("aws_iam_role_policy_attachment", #"{"policy_arn":"arn:aws:iam::aws:policy/AdministratorAccess"}"#, true),
    ("aws_iam_role", #"{"managed_policy_arns":["arn:aws-cn:iam::aws:policy/PowerUserAccess"]}"#, true),
    (
      "aws_ssoadmin_managed_policy_attachment",
      #"{"managed_policy_arn":"arn:aws:iam::aws:policy/AdministratorAccess"}"#, true
    ),
    ("aws_iam_role", #"{"managed_policy_arns":["arn:aws:iam::aws:policy/ReadOnlyAccess"]}"#, false),
    ("aws_iam_role", #"{"managed_policy_arns":["arn:aws:iam::1:policy/AdministratorAccess"]}"#, false),
  ])
  func `a managed policy that allows everything is one, however it is attached`(
    type: String, after: String, isWide: Bool
  ) throws {
    let policies = try plan(type, after: try node(after)).policies
    #expect(policies.flatMap(\.statements).contains { $0.actions == ["*"] } == isWide)
  }

  @Test func `a statement of a block that was there before is not new`() throws {
    let block = try node(#"{"inline_policy":[{"policy":"\#(Self.open)"}]}"#)
    let plan = try plan("aws_iam_role", actions: ["update"], before: block, after: block)
    #expect(plan.policies.flatMap(\.statements).map(\.isNew) == [false])
  }

  @Test(arguments: [(true, ["policy"]), (false, [])])
  func `a policy that the configuration does not set is the provider's`(isSet: Bool, unknown: [String]) throws {
    let expressions: Node = isSet ? ["policy": ["references": ["x.y"]]] : [:]
    let plan = try plan(
      "aws_sns_topic", after: [:], unknown: ["policy": true],
      configuration: ["resources": [["address": "aws_sns_topic.a", "expressions": expressions]]])
    #expect(plan.policies.filter { $0.state == .unknown }.map(\.attribute) == unknown)
  }

  private func resource(
    _ type: String, actions: Node = ["create"], before: Node = .null, _ after: Node, unknown: Node = [:],
    sensitive: Node = [:]
  ) -> Node {
    [
      "address": .string("\(type).a"), "mode": "managed", "type": .string(type),
      "change": [
        "actions": actions, "before": before, "after": after, "after_unknown": unknown, "after_sensitive": sensitive,
      ],
    ]
  }

  private func plan(
    _ type: String, actions: Node = ["create"], before: Node = .null, after: Node, unknown: Node = [:],
    sensitive: Node = [:], configuration: Node = [:], besides others: [Node] = []
  ) throws -> PlanEnvelope {
    let plan: Node = [
      "format_version": "1.2", "terraform_version": "1.11.4", "complete": true, "errored": false,
      "resource_changes": .array(
        [resource(type, actions: actions, before: before, after, unknown: unknown, sensitive: sensitive)] + others),
      "configuration": ["root_module": configuration],
    ]
    return try PlanReader.envelope(of: plan.jsonBytes(), environments: [], runbooks: "docs/runbooks")
  }

  private func node(_ json: String) throws -> Node { try Document.json(SourceText(Array(json.utf8))).root }
}
