package import Git
internal import Policy

/// What the policy says of hotfixes.
package struct HotfixPolicy: Sendable, Equatable {
  package let label: String

  /// The roles that have to approve, all of them, each by another person; the first is the commander's.
  package let approvals: [String]

  /// How long it counts from the older approval on, in seconds.
  package let valid: Int

  /// The results that it needs; `nil` for those of the cut.
  package let requires: [ResultRequirement]?

  /// Where it stands who is the commander on duty; `nil` where any member of the role will do.
  package let rota: RepositoryPath?

  init(_ reader: inout PolicyReader) {
    label = reader.text("label") ?? ""
    let approvals = reader.texts("approvals")
    let valid = reader.duration("valid")
    requires = reader.isList("requires") ? reader.requirements("requires", after: .deployment) : nil
    if requires == nil { _ = reader.text("requires") }
    rota = reader.folder("rota")
    self.approvals = approvals ?? []
    self.valid = valid ?? 0
    if approvals == [] {
      reader.refuse("approvals", "a hotfix that no role approves would bypass every freeze", help: "name two roles")
    }
    if let twice = self.approvals.first(where: { role in self.approvals.count { $0 == role } > 1 }) {
      reader.refuse("approvals", "the role \(twice) is named twice, and each approval is of another person")
    }
    if valid == 0 { reader.refuse("valid", "an approval that counts for no time lets nothing through") }
  }

  init() {
    (label, approvals, valid, requires, rota) = ("", [], 0, nil, nil)
  }
}
