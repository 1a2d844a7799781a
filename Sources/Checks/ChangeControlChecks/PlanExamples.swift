internal import Policy

extension Example {
  /// A change of the environment `production`, with a plan of it.
  ///
  /// - Parameters:
  ///   - plan: what the artifact has; `nil` for a plan without a change.
  ///   - environment: the environment whose artifact it is.
  ///   - workflow: the workflow that uploaded it.
  ///   - policy: further lines of the policy, below `infrastructure`.
  ///   - others: further sections of the policy.
  ///   - files: further files, with their headers.
  ///   - artifacts: the artifacts, where they are not that one.
  ///   - fileID: where the example is written.
  ///   - line: the line there.
  /// - Returns: the example.
  static func plan(
    _ plan: String? = nil, for environment: String = "production", workflow: String = ".github/workflows/plan.yml",
    policy: String = "", others: String = "", files: String = "", artifacts: [String]? = nil,
    fileID: String = #fileID, line: Int = #line
  ) -> Example {
    let commit = String(repeating: "1", count: 40)
    let artifact = """
      {
              "name": "plan-\(environment)", "commit": "\(commit)", "file": "plan.json", "event": "pull_request",
              "headBranch": "change", "workflow": "\(workflow)"
            }
      """
    return Example(
      """
      -- given: policy --
      infrastructure:
        environments: "infra/environments/*"
        \(policy.isEmpty ? "plan: { workflow: .github/workflows/plan.yml, json-alone: accepted }" : policy)\
      \(others.isEmpty ? "" : "\n\(others)")
      -- base: infra/environments/production/main.tf --
      # before
      -- infra/environments/production/main.tf --
      # after
      -- both: infra/environments/staging/main.tf --
      # before
      \(files.isEmpty ? "" : "\(files)\n")-- given: artifact plan.json --
      \(plan ?? PlanExample().json)
      -- given: evidence --
      {
        "version": 1,
        "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "2026-11-17T12:00:00Z" },
        "changes": [
          {
            "number": 7, "author": "dana", "body": "", "base": { "ref": "main", "sha": "\(commit)" },
            "head": { "ref": "change", "sha": "\(commit)" }
          }
        ],
        "artifacts": [
          \((artifacts ?? [artifact]).joined(separator: ",\n    "))
        ],
        "issues": [], "deployments": []
      }
      """, fileID: fileID, line: line)
  }

  /// The same with a plan of some resources.
  static func plan(
    changes: [PlanExample.Resource], configuration: String = "{}", planned: String = "2026-11-17T11:00:00Z",
    complete: Bool = true, errored: Bool = false, policy: String = "", others: String = "", files: String = "",
    fileID: String = #fileID, line: Int = #line
  ) -> Example {
    plan(
      PlanExample(
        resources: changes, configuration: configuration, planned: planned, complete: complete, errored: errored
      ).json, policy: policy, others: others, files: files, fileID: fileID, line: line)
  }
}

/// A plan as `terraform show -json` writes it, short enough for a page.
struct PlanExample {
  struct Resource {
    let type: String
    let name: String
    var actions = ["create"]
    var before = "null"
    let after: String
    var unknown = "{}"

    static func bucket(_ name: String, actions: [String] = ["create"]) -> Resource {
      let value = "{ \"bucket\": \"\(name)\" }"
      return Resource(
        type: "aws_s3_bucket", name: "orders", actions: actions, before: actions == ["create"] ? "null" : value,
        after: actions == ["delete"] ? "null" : value)
    }
  }

  var resources: [Resource] = []
  var configuration = "{}"
  var planned = "2026-11-17T11:00:00Z"
  var complete = true
  var errored = false

  var json: String {
    let changes = resources.map { resource in
      """
      {
            "address": "\(resource.type).\(resource.name)", "mode": "managed", "type": "\(resource.type)",
            "change": {
              "actions": [\(resource.actions.map { "\"\($0)\"" }.joined(separator: ", "))],
              "before": \(resource.before),
              "after": \(resource.after),
              "after_unknown": \(resource.unknown)
            }
          }
      """
    }
    return """
      {
        "format_version": "1.2", "terraform_version": "1.11.4", "timestamp": "\(planned)", "complete": \(complete),
        "errored": \(errored),
        "resource_changes": [\(changes.isEmpty ? "" : "\n    ")\(changes.joined(separator: ",\n    "))\
      \(changes.isEmpty ? "" : "\n  ")],
        "configuration": { "root_module": \(configuration) }
      }
      """
  }
}

extension PlanExample.Resource {
  /// An IAM policy with a statement.
  static func policy(_ statement: String) -> PlanExample.Resource {
    let document = "{ \"Version\": \"2012-10-17\", \"Statement\": [\(statement)] }"
    let text = document.replacing("\n", with: " ").replacing("\"", with: "\\\"")
    return PlanExample.Resource(
      type: "aws_iam_policy", name: "orders", after: "{ \"name\": \"production-orders\", \"policy\": \"\(text)\" }")
  }

  /// A schema of a registry with its compatibility.
  static func schema(_ mode: String) -> PlanExample.Resource {
    PlanExample.Resource(type: "aws_glue_schema", name: "orders", after: "{ \"compatibility\": \"\(mode)\" }")
  }
}

extension Example {
  /// A new alarm, its topic, and the channel that the topic leads to.
  static func alarm(
    enabled: Bool = true, channel: String = "C0PLATFORM1", action: String = "aws_sns_topic.alerts.arn",
    runbook: String = "docs/runbooks/lag.md", fileID: String = #fileID, line: Int = #line
  ) -> Example {
    let references = action.isEmpty ? "" : "\"references\": [\"\(action)\"]"
    return plan(
      changes: [
        PlanExample.Resource(
          type: "aws_cloudwatch_metric_alarm", name: "lag",
          after: "{ \"actions_enabled\": \(enabled), \"alarm_description\": \"See \(runbook)\" }",
          unknown: action.isEmpty ? "{}" : "{ \"alarm_actions\": true }"),
        PlanExample.Resource(type: "aws_sns_topic", name: "alerts", after: "{ \"name\": \"production-alerts\" }"),
        PlanExample.Resource(
          type: "aws_chatbot_slack_channel_configuration", name: "alerts",
          after: "{ \"slack_channel_id\": \"\(channel)\" }"),
      ],
      configuration: """
        { "resources": [
              { "address": "aws_cloudwatch_metric_alarm.lag", "expressions": { "alarm_actions": { \(references) } } },
              { "address": "aws_chatbot_slack_channel_configuration.alerts",
                "expressions": { "sns_topic_arns": { "references": ["aws_sns_topic.alerts.arn"] } } }
            ] }
        """, others: "alerts: { channel: C0PLATFORM1, name: \"#platform-alerts\", runbooks: docs/runbooks }",
      files: "-- both: docs/runbooks/lag.md --\n# Lag", fileID: fileID, line: line)
  }
}
