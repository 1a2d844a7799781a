import Changes
import Findings
import Policy
import Terraform
import Testing

@testable import ChangeControlChecks

/// Statements of IAM policies with what is to be said of each.
@Suite struct PrivilegeTests {
  private static let bucket = #""Resource":"arn:aws:s3:::orders/*""#

  @Test(
    arguments: [
      (#""Action":"s3:GetObject",\#(bucket)"#, nil),
      (#""Action":"*",\#(bucket)"#, .error), (#""Action":"*:*",\#(bucket)"#, .error),
      (#""Action":"s3:*",\#(bucket)"#, .error), (#""Action":"s3:**",\#(bucket)"#, .error),
      (#""Action":["s3:GetObject","s3:?*"],\#(bucket)"#, .error), (#""Action":"s*:GetObject",\#(bucket)"#, .error),
      (#""Action":"s3*",\#(bucket)"#, .error), (#""Action":"s3:Get*",\#(bucket)"#, .warning),
      (#""NotAction":"s3:PutObject",\#(bucket)"#, .error),
      (#""Action":"s3:GetObject","Resource":"*""#, .error), (#""Action":"s3:GetObject","Resource":"**""#, .error),
      (#""Action":"s3:GetObject","Resource":"arn:aws:s3:::*""#, .error),
      (#""Action":"s3:GetObject","Resource":"arn:aws:s3*""#, .error),
      (#""Action":"s3:GetObject","NotResource":"arn:aws:s3:::a""#, .error),
      (#""Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:eu-west-1:1:table/*""#, .error),
      (#""Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:eu-west-1:1:table/orders""#, nil),
      (#""Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:eu-west-1:1:table/orders/index/*""#, nil),
      (#""Action":"logs:PutLogEvents","Resource":"arn:aws:logs:eu-west-1:1:log-group:/orders:*""#, nil),
      (#""Action":"a:Get","Resource":"arn:aws:secretsmanager:eu-west-1:1:secret:*""#, .error),
      (#""Action":"ec2:DescribeInstances","Resource":"*""#, .warning),
      (#""Action":"a:B","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}"#, .warning),
      (#""Action":"a:B","Resource":"*","Condition":{"StringLike":{"aws:ResourceTag/team":"*"}}"#, .error),
      (#""Action":"a:B","Resource":"*","Condition":{"StringEqualsIfExists":{"aws:ResourceTag/a":"a"}}"#, .error),
      (#""Action":"iam:PassRole","Resource":"arn:aws:iam::1:role/a""#, .warning),
      (#""Action":"iam:pass*","Resource":"arn:aws:iam::1:role/a""#, .warning),
      (#""Action":"iam:P?ssR*","Resource":"arn:aws:iam::1:role/a""#, .warning),
    ] as [(String, Severity?)])
  func `what a statement allows is told by how wide it is`(statement: String, severity: Severity?) async throws {
    let found = try await severities(.policy(#"{"Effect":"Allow",\#(statement)}"#))
    #expect(found.max { $0 == .warning && $1 == .error } == severity, "\(found)")
    #expect(try await severities(.policy(#"{"Effect":"Deny",\#(statement)}"#)) == [])
  }

  @Test(arguments: [
    (#""Principal":"*""#, true), (#""Principal":{"AWS":"*"}"#, true), (#""Principal":{"AWS":["a","*"]}"#, true),
    (#""NotPrincipal":{"AWS":"arn:aws:iam::1:root"}"#, true), (#""Principal":{"AWS":"arn:aws:iam::1:root"}"#, false),
    (#""Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#, false),
    (#""Principal":"*","Condition":{"StringLike":{"aws:PrincipalOrgID":"o-*"}}"#, true),
    (#""Principal":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}"#, true),
    (#""Principal":"*","Condition":{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#, true),
    (#""Principal":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/deploy"}}"#, true),
    (#""Principal":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::1:role/*"}}"#, false),
    (#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#, true),
    (#""Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8"]}}"#, false),
    (#""Principal":"*","Condition":{"StringEquals":{"sts:ExternalId":"x"}}"#, true),
    (#""Principal":{"Federated":"arn:aws:iam::1:oidc-provider/x.example"}"#, true),
    (
      #""Principal":{"Federated":"arn:aws:iam::1:oidc-provider/x.example"},"#
        + #""Condition":{"StringLike":{"x.example:sub":"repo:*"}}"#, true
    ),
    (
      #""Principal":{"Federated":"arn:aws:iam::1:oidc-provider/x.example"},"#
        + #""Condition":{"StringLike":{"x.example:sub":"repo:acme/platform:*"}}"#, false
    ),
  ])
  func `a role is open where its trust names everyone`(principal: String, isOpen: Bool) async throws {
    let document = #"{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\#(principal)}}"#
    let role = PlanExample.Resource(
      type: "aws_iam_role", name: "a",
      after: #"{"name":"production-a","assume_role_policy":"\#(document.replacing("\"", with: "\\\""))"}"#)
    #expect(try await severities(role).contains(.error) == isOpen)
  }

  @Test(arguments: [
    (#"{"AWS":"arn:aws:iam::1:root"}"#, Severity.warning), (#"{"AWS":"arn:aws:iam::1:role/a"}"#, .error),
    (#""*""#, .error),
  ])
  func `the statement that leaves a key to its account is no error`(principal: String, severity: Severity) async throws
  {
    let document = #"{"Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":\#(principal)}}"#
    let key = PlanExample.Resource(
      type: "aws_kms_key", name: "a", after: #"{"policy":"\#(document.replacing("\"", with: "\\\""))"}"#)
    let found = try await severities(key)
    #expect(found.contains(.error) == (severity == .error) && !found.isEmpty)
  }

  private func severities(_ resource: PlanExample.Resource) async throws -> [Severity] {
    let report = try await ChangeControlCheck.report(
      ofRule: "change/excessive-privilege", on: .plan(changes: [resource]))
    return report?.allFindings.compactMap(\.severity) ?? []
  }
}

/// Access to Kafka beside what the register of topics declares.
@Suite struct TopicAccessTests {
  private static let prefix = "arn:aws:kafka:eu-west-1:1:"

  @Test(arguments: [
    ("WriteData", "topic/main/u/orders", [Finding.Kind]()), ("ReadData", "topic/main/u/orders", [.violation(.error)]),
    ("ReadData", "topic/main/u/payments", []), ("WriteData", "topic/main/u/payments", [.violation(.error)]),
    ("WriteData", "topic/main/u/*", [.violation(.error)]), ("WriteData", "topic/*", [.violation(.error)]),
    ("WriteData", "t?pic/main/u/other", [.violation(.error)]), ("WriteData", "*", [.violation(.error)]),
    ("CreateTopic", "topic/main/u/orders", [.violation(.error)]),
    ("*", "topic/main/u/orders", [.violation(.error), .violation(.error)]),
    ("AlterGroup", "group/main/u/orders-*", []), ("AlterGroup", "group/main/u/*", [.violation(.error)]),
    ("AlterGroup", "group/*", [.violation(.error)]),
    ("AlterTransactionalId", "transactional-id/main/u/*", [.violation(.error)]),
  ])
  func `a service uses the topics that it produces and consumes`(
    action: String, resource: String, kinds: [Finding.Kind]
  ) async throws {
    let statement =
      #"{"Effect":"Allow","Action":"kafka-cluster:\#(action)","Resource":"\#(Self.prefix)\#(resource)"}"#
    #expect(try await found(.policy(statement)).map(\.kind) == kinds)
  }

  @Test func `a role without a name that is known is not checked`() async throws {
    let document =
      #"{"Statement":{"Effect":"Allow","Action":"kafka-cluster:WriteData","Resource":"\#(Self.prefix)topic/a/b/orders"}}"#
    let policy = PlanExample.Resource(
      type: "aws_iam_policy", name: "a", after: #"{"policy":"\#(document.replacing("\"", with: "\\\""))"}"#)
    #expect(try await found(policy).map(\.kind) == [.undecided])
  }

  @Test(arguments: [("production-orders", 0), ("stranger", 1)])
  func `a policy of a cluster is about the roles that it names`(role: String, count: Int) async throws {
    let document =
      #"{"Statement":{"Effect":"Allow","Action":"kafka-cluster:WriteData","Resource":"\#(Self.prefix)topic/a/b/orders","#
      + #""Principal":{"AWS":"arn:aws:iam::1:role/\#(role)"}}}"#
    let policy = PlanExample.Resource(
      type: "aws_msk_cluster_policy", name: "a", after: #"{"policy":"\#(document.replacing("\"", with: "\\\""))"}"#)
    #expect(try await found(policy).count == count)
  }

  private func found(_ resource: PlanExample.Resource) async throws -> [Finding] {
    let topics = """
      -- both: platform/topics.yml --
      topics: { orders: { producers: [orders] }, payments: { producers: [billing], consumers: [orders] } }
      principals: { orders: production-orders }
      """
    let report = try await ChangeControlCheck.report(
      ofRule: "change/excessive-topic-access",
      on: .plan(changes: [resource], others: "access: { topics: platform/topics.yml }", files: topics))
    return report?.allFindings ?? []
  }
}
