internal import Changes
internal import Documents
package import Findings
internal import Git
internal import Policy

/// What a change does to callers of shared workflows and to the examples of workflows.
package struct WorkflowReview: Sendable {
  package struct Fault: Sendable {
    package let place: Place
    package let message: String
    package let help: String
  }

  /// Callers that are unpinned, inlined or gone.
  package let adoption: [Fault]

  /// Examples that do not parse, use what is not there, or are gone.
  package let examples: [Fault]

  init(_ change: Change, policy: ChangeControlPolicy) {
    adoption = policy.pinnedWorkflows.isEmpty ? [] : Self.adoption(in: change, policy.pinnedWorkflows)
    examples = policy.examples.isEmpty ? [] : ExampleReview(change, policy.examples).faults
  }

  /// GitHub runs the files of this folder, and none of a folder in it.
  private static let folder: RepositoryPath = ".github/workflows"

  private static func adoption(in change: Change, _ pinned: [PathPattern]) -> [Fault] {
    var faults: [Fault] = []
    for file in change.files where file.path.parent == folder && file.path.isWorkflow {
      let before = CallerFile(file.path, in: change.base)
      let now = CallerFile(file.path, in: change.judged)
      let shared = (before?.calls ?? []).filter { $0.isCall(of: pinned) }
      let calls = (now?.calls ?? []).filter { $0.isCall(of: pinned) }
      for call in calls where !call.isPinned {
        let old = shared.first { $0.workflow == call.workflow }
        // A caller that was unpinned before is the audit's, unless it moves to another branch.
        guard old == nil || old?.isPinned == true || old?.revision != call.revision else { continue }
        faults.append(
          Fault(
            place: call.place, message: "`\(call.workflow)` is called at `\(call.revision)`, which can be moved",
            help: "name the full id of a commit: `\(call.workflow)@<40 hexadecimal digits>`"))
      }
      for call in calls where call.isOff && shared.first(where: { $0.workflow == call.workflow })?.isOff != true {
        faults.append(
          Fault(
            place: call.place, message: "`\(call.workflow)` is called by a job that never runs",
            help: "remove its `if`: a skipped job counts as passed"))
      }
      for call in shared where !calls.contains(where: { $0.workflow == call.workflow }) {
        // Another file may call it now.
        if isCalledElsewhere(call.workflow, in: change, except: file.path, pinned) { continue }
        let isGone = file.new == nil
        faults.append(
          Fault(
            place: Place(path: file.path.description),
            message: isGone
              ? "the caller of `\(call.workflow)` is removed" : "`\(call.workflow)` is no longer called here",
            help: "call it again: `uses: \(call.workflow)@\(call.revision)`"))
      }
    }
    return faults
  }

  private static func isCalledElsewhere(
    _ workflow: String, in change: Change, except path: RepositoryPath, _ pinned: [PathPattern]
  ) -> Bool {
    change.judged.paths(below: folder).contains { other in
      other != path && other.parent == folder && other.isWorkflow
        && (CallerFile(other, in: change.judged)?.calls ?? []).contains {
          $0.workflow == workflow && $0.isPinned && !$0.isOff
        }
    }
  }
}

/// The calls of shared workflows in a file.
struct CallerFile {
  struct Call {
    /// As `acme/platform/.github/workflows/contracts.yml`.
    let workflow: String

    /// What comes after the `@`.
    let revision: String

    /// Whether its job has a condition that is never true; a job that is skipped counts as passed.
    let isOff: Bool
    let place: Place

    var isPinned: Bool {
      revision.utf8.count == 40 && revision.allSatisfy { $0.isASCII && $0.isHexDigit }
    }

    func isCall(of patterns: [PathPattern]) -> Bool {
      patterns.contains { $0.matches(Array(workflow.utf8)) }
    }
  }

  let root: Node
  let source: SourceText
  private(set) var calls: [Call] = []

  /// `nil` where there is no such file, or where it is no YAML.
  init?(_ path: RepositoryPath, in tree: Snapshot) {
    guard let bytes = tree.bytes(path) else { return nil }
    source = SourceText(bytes)
    do throws(DocumentError) {
      root = try Document.yaml(source).root
    } catch {
      return nil
    }
    for job in root["jobs"]?.object.map(Array.init) ?? [] {
      guard let uses = job.value["uses"], let text = uses.string else { continue }
      let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
      calls.append(
        Call(
          workflow: parts[0], revision: parts.count == 2 ? parts[1] : "", isOff: Self.isNever(job.value["if"]),
          place: Place(uses.range, of: source, path: path.description)))
    }
  }
}

extension CallerFile {
  fileprivate static func isNever(_ condition: Node?) -> Bool {
    guard let condition else { return false }
    guard let text = condition.string else { return condition.boolean == false }
    return text.filter { !$0.isWhitespace && !"${}".contains($0) }.lowercased() == "false"
  }
}

extension RepositoryPath {
  var isWorkflow: Bool { name.hasSuffix(".yml") || name.hasSuffix(".yaml") }
}
