package import Git
package import Policy

/// An approval that a policy demands for changes under some paths.
package struct ApprovalRequirement: Sendable, Hashable {
  /// How somebody can give it.
  package enum Means: String, Sendable, CaseIterable {
    case label
    case review
  }

  /// What must still be the same for an approval to count.
  package enum Binding: String, Sendable, CaseIterable {
    /// What the pull request changes under the paths.
    case change

    /// All that stands under the paths, so that other people's merged changes end an approval, too.
    case tree
  }

  package let label: String
  package let role: String
  package let means: [Means]
  package let binding: Binding

  package init(label: String, role: String, means: [Means] = Means.allCases, binding: Binding = .change) {
    self.label = label
    self.role = role
    self.means = means
    self.binding = binding
  }

  /// How it can be given, in words.
  var meansInWords: String {
    let words = means.map { $0 == .label ? "the label \(label)" : "an approving review" }
    return words.joined(separator: " or ")
  }

  /// Reads `{ label: …, role: …, by: [label, review], bind: change }`.
  ///
  /// What is not said is as in another requirement.
  package init(
    _ reader: inout PolicyReader,
    otherwise: ApprovalRequirement = ApprovalRequirement(label: "", role: "", means: [])
  ) {
    self.init(
      label: reader.text("label") ?? otherwise.label, role: reader.text("role") ?? otherwise.role,
      means: reader.choices("by", of: Means.self) ?? otherwise.means,
      binding: reader.choice("bind", of: Binding.self) ?? otherwise.binding)
  }
}

/// The paths that an approval is about.
package struct GovernedPaths: Sendable {
  /// Folders or single files.
  package let folders: [RepositoryPath]

  /// What in them is left alone.
  package let exclude: [PathPattern]

  /// What messages call them, as in "2 files of the policy"; the folder itself where nothing else is given.
  package let name: String

  package init(_ folders: [RepositoryPath], except exclude: [PathPattern] = [], name: String? = nil) {
    self.folders = folders
    self.name = name ?? folders.map(\.description).joined(separator: " and ")
    self.exclude = exclude
  }

  func contains(_ path: RepositoryPath) -> Bool {
    folders.contains { path.hasPrefix($0) } && !exclude.contains { $0.matches(path.bytes) }
  }

  /// So many files of them, in words.
  func files(_ count: Int) -> String {
    "\(count) file\(count == 1 ? "" : "s") of \(name)"
  }
}
