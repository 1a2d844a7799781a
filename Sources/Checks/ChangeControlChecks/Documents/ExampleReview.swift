internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import Policy

/// The examples of workflows: they parse, what they use of this repository is there, and their inputs fit.
struct ExampleReview {
  private(set) var faults: [WorkflowReview.Fault] = []
  private let tree: Snapshot

  init(_ change: Change, _ patterns: [PathPattern]) {
    tree = change.judged
    let examples = Self.examples(in: change.judged, patterns)
    let before = Self.examples(in: change.base, patterns)
    if examples.isEmpty, let last = before.first {
      faults.append(
        WorkflowReview.Fault(
          place: Place(path: last.description), message: "the last example is removed", help: "keep one that works"))
    }
    // A shared workflow that changes can break an example that does not.
    let changed = Set(change.files.map(\.path))
    let isShared = changed.contains { $0.hasPrefix(".github/workflows") || $0.hasPrefix("workflows") }
    let old = Set(before.flatMap { Self.faults(of: $0, in: change.base) }.map { "\($0.place.path) \($0.message)" })
    for path in examples where changed.contains(path) || isShared {
      faults += Self.faults(of: path, in: change.judged).filter { !old.contains("\($0.place.path) \($0.message)") }
    }
  }

  private static func examples(in tree: Snapshot, _ patterns: [PathPattern]) -> [RepositoryPath] {
    tree.paths(below: .root).filter { path in
      path.isWorkflow && patterns.contains { $0.matches(path.bytes) }
    }
  }

  private static func faults(of path: RepositoryPath, in tree: Snapshot) -> [WorkflowReview.Fault] {
    guard let bytes = tree.bytes(path) else { return [] }
    let source = SourceText(bytes)
    let root: Node
    do throws(DocumentError) {
      root = try Document.yaml(source).root
    } catch {
      return [
        WorkflowReview.Fault(
          place: Place(error.range, of: source, path: path.description),
          message: "this example does not parse: \(error.message)", help: "repair the YAML")
      ]
    }
    guard let jobs = root["jobs"]?.object else {
      return [
        WorkflowReview.Fault(
          place: Place(path: path.description), message: "this example is no workflow: it has no `jobs`",
          help: "write it as a caller would have it")
      ]
    }
    return jobs.flatMap { job in
      var faults = use(job.value["uses"], with: job.value["with"], source, path, tree)
      for step in job.value["steps"]?.array.map(Array.init) ?? [] {
        faults += use(step["uses"], with: step["with"], source, path, tree)
      }
      return faults
    }
  }

  /// Looks at what is used of this repository: a local path, or a workflow that stands here under the same path.
  private static func use(
    _ uses: Node?, with inputs: Node?, _ source: SourceText, _ path: RepositoryPath, _ tree: Snapshot
  ) -> [WorkflowReview.Fault] {
    guard let uses, let text = uses.string else { return [] }
    let place = Place(uses.range, of: source, path: path.description)
    let name = text.split(separator: "@", maxSplits: 1).first.map(String.init) ?? ""
    let isLocal = name.hasPrefix("./")
    let parts = name.split(separator: "/", maxSplits: 2).map(String.init)
    guard isLocal || parts.count == 3, let used = RepositoryPath.resolving(isLocal ? name : parts[2], from: .root)
    else {
      return []
    }
    let files = used.isWorkflow ? [used] : ["action.yml", "action.yaml"].map { used.appending(RepositoryPath($0)) }
    guard let file = files.first(where: { tree.bytes($0) != nil }), let bytes = tree.bytes(file) else {
      // Of another repository nothing is known here.
      return isLocal
        ? [
          WorkflowReview.Fault(
            place: place, message: "`\(name)` is not there", help: "correct the path, or add the file")
        ]
        : []
    }
    let declared: Node
    do throws(DocumentError) {
      let root = try Document.yaml(SourceText(bytes)).root
      declared = root["inputs"] ?? (root["on"] ?? root["true"])?["workflow_call"]?["inputs"] ?? .null
    } catch {
      return [WorkflowReview.Fault(place: place, message: "`\(file)` does not parse", help: "repair it")]
    }
    return misfits(inputs, declared, name, source, path, place)
  }

  private static func misfits(
    _ inputs: Node?, _ declared: Node, _ name: String, _ source: SourceText, _ path: RepositoryPath, _ place: Place
  ) -> [WorkflowReview.Fault] {
    let known = declared.object.map(Array.init) ?? []
    let given = inputs?.object.map(Array.init) ?? []
    let unknown = given.filter { input in !known.contains { $0.key == input.key } }.map { input in
      WorkflowReview.Fault(
        place: Place(input.keyRange, of: source, path: path.description),
        message: "`\(name)` has no input `\(input.key)`",
        help: Suggestion.help(for: input.key, among: known.map(\.key)))
    }
    let missing = known.filter { input in
      input.value["required"]?.boolean == true && input.value["default"] == nil
        && !given.contains { $0.key == input.key }
    }.map { input in
      WorkflowReview.Fault(
        place: place, message: "`\(name)` needs the input `\(input.key)`", help: "give it under `with`")
    }
    return unknown + missing
  }
}
