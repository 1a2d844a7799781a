internal import ArgumentParser
internal import Changes
internal import ContractChecks
internal import LintChecks
internal import MigrationChecks
internal import Policy
internal import ReleaseChecks

/// What a repository is mainly for, which says what of it is to be judged.
enum RepositoryKind: String, CaseIterable, ExpressibleByArgument {
  /// What several teams share: contracts, infrastructure, templates.
  case platform

  /// Migrations of a database, and the views that others read.
  case database

  /// A program that is deployed.
  case service
}

/// The files that a repository of some kind begins with.
struct Adoption {
  let files: [AdoptedFile]

  /// The lines that its code owners should have.
  let codeOwners: [String]

  /// Takes the files for a kind.
  ///
  /// - Parameters:
  ///   - kind: what the repository is for.
  ///   - source: where the reusable workflows come from, as `acme/signalbox@<commit>`; `nil` leaves the placeholder.
  ///   - branch: the default branch.
  init(_ kind: RepositoryKind, workflowsFrom source: WorkflowSource?, branch: String) {
    let governed: [String]
    let own: [AdoptedFile]
    switch kind {
    case .platform, .service:
      own = [
        .policy(ContractCheck.policyFile, PackageResources.contracts_yml),
        .policy(LintCheck.policyFile, PackageResources.lint_yml),
        .caller("contracts", PackageResources.signalbox_contracts_yml),
        .caller("lint", PackageResources.signalbox_lint_yml),
        AdoptedFile("docs/templates/decision-record.md", PackageResources.decision_record_md),
      ]
      governed = ["/platform/contracts/"]
    case .database:
      own = [
        .policy(MigrationCheck.policyFile, PackageResources.database_yml),
        .caller("db-verify", PackageResources.signalbox_db_verify_yml),
        AdoptedFile("docs/templates/migration.sql", PackageResources.migration_sql),
        AdoptedFile("docs/templates/data-contract.md", PackageResources.data_contract_md),
      ]
      governed = ["/db/"]
    }
    let common: [AdoptedFile] = [
      .policy(RolePolicy.fileName, PackageResources.roles_yml),
      .policy(ReleaseCheck.policyFile, PackageResources.release_yml),
      .caller("release-train", PackageResources.signalbox_release_train_yml),
      .caller("review", PackageResources.signalbox_review_yml),
      AdoptedFile(".github/pull_request_template.md", PackageResources.pull_request_template_md),
    ]
    files = (common + own).map { $0.calling(source, branch: branch) }.sorted { $0.path < $1.path }
    codeOwners = (["/.signalbox/", "/.github/"] + governed).map { "\($0) \(CodeOwners.placeholder)" }
  }
}

/// Where reusable workflows come from.
struct WorkflowSource: ExpressibleByArgument {
  /// As `acme/signalbox`.
  let repository: String

  /// The whole id: a tag or a branch can be moved to other workflows.
  let commit: String

  init?(argument: String) {
    let parts = argument.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].split(separator: "/", omittingEmptySubsequences: false).count == 2,
      parts[1].utf8.count == 40, parts[1].allSatisfy(\.isHexDigit), !parts[0].hasPrefix("/"), !parts[0].hasSuffix("/")
    else { return nil }
    (repository, commit) = (String(parts[0]), parts[1].lowercased())
  }

  /// What a caller has as long as nobody has said where its workflows come from.
  static let placeholder = "acme/signalbox"
  static let placeholderCommit = String(repeating: "0", count: 40)
}

/// A file that a repository is given.
struct AdoptedFile {
  let path: String
  let bytes: [UInt8]

  init(_ path: String, _ bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  static func policy(_ name: String, _ bytes: [UInt8]) -> AdoptedFile {
    AdoptedFile(".signalbox/\(name)", bytes)
  }

  static func caller(_ name: String, _ bytes: [UInt8]) -> AdoptedFile {
    AdoptedFile(".github/workflows/signalbox-\(name).yml", bytes)
  }

  /// The file with the source of its workflows, and with the default branch of the repository.
  func calling(_ source: WorkflowSource?, branch: String) -> AdoptedFile {
    guard path.hasPrefix(".github/workflows/") else { return self }
    var text = String(decoding: bytes, as: UTF8.self)
    if let source {
      // The comment behind the commit names a version, and that is not known.
      text.replace("@\(WorkflowSource.placeholderCommit) # v0.1.0", with: "@\(source.commit)")
      text.replace("uses: \(WorkflowSource.placeholder)/", with: "uses: \(source.repository)/")
    }
    if branch != "main" { text.replace("branches: [main]", with: "branches: [\"\(branch)\"]") }
    return AdoptedFile(path, Array(text.utf8))
  }
}
