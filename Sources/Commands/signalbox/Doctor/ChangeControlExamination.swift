internal import ChangeControlChecks
internal import Changes
internal import CommandSupport
internal import Git
internal import Policy

extension Patient {
  /// Whether what the policy of change-control names is there, and what code owners cannot do for it.
  func changeControl() throws(FileProblem) -> Examination? {
    guard adopted.contains(where: { $0.name == ChangeControlCheck.name }),
      let policy = policy(of: ChangeControlCheck.self)?.own
    else { return nil }
    var examination = Examination("change control")
    for file in policy.namedFiles {
      examination.add(
        well: "\(file.what) is there",
        unless: Files.isThere("\(top)/\(file.path)")
          ? [] : [Diagnosis(.ill, "\(file.what), \(file.path), is missing", help: "add it, or correct the policy")])
    }
    if policy.namesEnvironments { add(environmentsOf: policy, to: &examination) }
    let roles = policy.cost.approvals
    if roles.count > 1 {
      let shown = roles.joined(separator: " and ")
      examination.add(.well, "cost is approved by one person each of \(shown)")
      try add(ownersOf: policy, shown, to: &examination)
    }
    return examination
  }

  private func add(environmentsOf policy: ChangeControlPolicy, to examination: inout Examination) {
    do throws(GitError) {
      let names = policy.environmentNames(in: try Snapshot(of: repository.commitID(of: "HEAD"), in: repository))
      examination.add(
        well: "environments: \(names.joined(separator: ", "))",
        unless: names.isEmpty
          ? [
            Diagnosis(
              .advice, "no folder with files of Terraform fits `infrastructure.environments`, so no plan is needed",
              help: "correct the pattern in \(ChangeControlCheck.policyPath)")
          ] : [])
    } catch {
      examination.add(.unknown, error.message, help: error.help)
    }
  }

  /// GitHub accepts any one of the owners of a line.
  private func add(
    ownersOf policy: ChangeControlPolicy, _ roles: String, to examination: inout Examination
  ) throws(FileProblem) {
    guard let root = policy.infrastructure.root else { return }
    for place in CodeOwners.places {
      guard let bytes = try Files.contents(ofAny: "\(top)/\(place)", limit: CodeOwners.sizeLimit) else { continue }
      let owners = CodeOwners(String(decoding: bytes, as: UTF8.self))
      if owners.owners(of: "\(root)/any-file").count > 1 {
        examination.add(
          .advice, "\(place) gives \(root) several owners, of whom GitHub needs one; change-control needs \(roles)",
          help: "require the check \(ChangeControlCheck.requiredName)")
      }
      return
    }
  }
}
