internal import Changes
internal import Documents
internal import Findings
internal import Git

/// An edge that the policy does not know, with its place on the judged side.
struct UndeclaredEdge: Sendable {
  let edge: WorkspaceEdge
  let policy: TestPolicy
  let place: Place

  init(_ edge: WorkspaceEdge, policy: TestPolicy, on side: Snapshot) throws(GitError) {
    self.edge = edge
    self.policy = policy
    let path = edge.file.description
    guard let line = edge.line, let source = try WorkspaceText.read(edge.file, on: side),
      let range = source.range(ofLine: line)
    else {
      place = Place(path: path)
      return
    }
    place = Place(range, of: source, path: path)
  }
}
