package import Git

/// What is compared with what: the commit that is there now, and the commit that will be.
package struct Comparison: Sendable, Equatable {
  package let base: ObjectID
  package let judged: ObjectID

  /// Whether the files of the working tree lie over the judged commit.
  package let includesWorkingTree: Bool

  /// The full name of the branch that is judged, where there is one.
  package let ref: String?

  /// What a reader should know about the choice.
  package let remarks: [String]
}

/// What somebody asked to be compared.
package struct ComparisonRequest: Sendable, Equatable {
  /// A revision, or `nil` to find the base.
  package var base: String?

  /// A revision, or `nil` for `HEAD`.
  package var head: String?

  package var includesWorkingTree: Bool

  package init(base: String? = nil, head: String? = nil, includesWorkingTree: Bool = false) {
    self.base = base
    self.head = head
    self.includesWorkingTree = includesWorkingTree
  }
}

extension Comparison {
  /// Finds the two commits.
  ///
  /// A base that is given is taken as it is. Otherwise it is, for a detached `HEAD` with two parents as a workflow
  /// checks out a pull request, the first parent; else the merge base with the default branch of the upstream.
  ///
  /// - Throws: `Undecidable` with the repair.
  package init(_ request: ComparisonRequest, in repository: Repository) throws(Undecidable) {
    do {
      judged = try repository.commitID(of: request.head ?? "HEAD")
      includesWorkingTree = request.includesWorkingTree
      let branch = request.head == nil ? try repository.currentBranch : nil
      ref = branch
      if let revision = request.base {
        base = try repository.commitID(of: revision)
        remarks = try Self.remarks(on: base, judged, request, in: repository)
      } else {
        (base, remarks) = try Self.defaultBase(of: judged, request, onBranch: branch, in: repository)
      }
    } catch let error as GitError {
      throw Undecidable(error)
    } catch let error as Undecidable {
      throw error
    } catch {
      throw Undecidable("the commits cannot be found: \(error)", help: "name them: --base REV --head REV")
    }
  }

  private static func remarks(
    on base: ObjectID, _ judged: ObjectID, _ request: ComparisonRequest, in repository: Repository
  ) throws(GitError) -> [String] {
    guard try !repository.isAncestor(base, of: judged) else { return [] }
    let bases = "$(git merge-base \(request.base ?? "") \(request.head ?? "HEAD"))"
    return [
      """
      base \(base.abbreviated) is not an ancestor of \(judged.abbreviated), so what the base gained since they parted \
      reads as removed; to judge one side alone: --base \(bases)
      """
    ]
  }
}

extension Comparison {
  var isPushToDefault: Bool { false }
}
