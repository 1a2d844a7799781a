internal import ArgumentParser
internal import ChangeControlChecks
internal import Changes
internal import ContractChecks
internal import Findings
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

  /// Decisions, infrastructure and incidents.
  case changeControl = "change-control"

  /// Whether contracts are kept there.
  fileprivate var hasContracts: Bool { self == .platform || self == .service }
}

/// The files that a repository begins with.
struct Adoption {
  let files: [AdoptedFile]

  /// The lines that its code owners should have.
  let codeOwners: [String]

  /// Takes the files for what a repository is for, or for what was found in it.
  ///
  /// - Parameters:
  ///   - kind: what the repository is for; `nil` goes by what was found.
  ///   - survey: what the repository has.
  ///   - source: where the reusable workflows come from, as `acme/signalbox@<commit>`; `nil` leaves the placeholder.
  ///   - branch: the default branch.
  init(
    _ kind: RepositoryKind?, having survey: RepositorySurvey, workflowsFrom source: WorkflowSource?, branch: String
  ) {
    let isEmpty = survey.contracts.isEmpty && survey.supportedMigrations == nil
    var files: [AdoptedFile] = [
      .policy(
        RolePolicy.fileName,
        PackageResources.roles_yml + (kind == .changeControl ? PackageResources.change_roles_yml : [])),
      .policy(ReleaseCheck.policyFile, PackageResources.release_yml),
      .caller("release-train", PackageResources.signalbox_release_train_yml),
      .caller("review", PackageResources.signalbox_review_yml),
      AdoptedFile(".github/pull_request_template.md", PackageResources.pull_request_template_md),
    ]
    var governed: [String] = []
    if kind?.hasContracts ?? (isEmpty || !survey.contracts.isEmpty) {
      files += [
        .policy(ContractCheck.policyFile, Self.contracts(survey.contracts)),
        .caller("contracts", PackageResources.signalbox_contracts_yml),
        AdoptedFile("docs/templates/decision-record.md", PackageResources.decision_record_md),
      ]
      governed += survey.contracts.isEmpty ? ["/platform/contracts/"] : survey.contracts.map { "/\($0.folder)/" }
      if kind != nil || isEmpty || survey.hasLinter {
        files += [
          .policy(LintCheck.policyFile, PackageResources.lint_yml),
          .caller("lint", PackageResources.signalbox_lint_yml),
        ]
      }
    }
    if kind.map({ $0 == .database }) ?? (survey.supportedMigrations != nil) {
      files += [
        .policy(MigrationCheck.policyFile, Self.database(survey.supportedMigrations)),
        .caller("db-verify", PackageResources.signalbox_db_verify_yml),
        AdoptedFile("docs/templates/migration.sql", PackageResources.migration_sql),
        AdoptedFile("docs/templates/data-contract.md", PackageResources.data_contract_md),
      ]
      governed += [survey.supportedMigrations.map { "/\($0.root.folder)/" } ?? "/db/"]
    }
    if kind == .changeControl {
      files += Self.changeControl
      governed += ["/docs/platform/adr/", "/infra/terraform/"]
    }
    self.files = files.map { $0.calling(source, branch: branch) }.sorted { $0.path < $1.path }
    codeOwners = (["/.signalbox/", "/.github/"] + governed).map { "\($0) \(CodeOwners.placeholder)" }
  }

  /// What decisions, plans and postmortems begin with.
  private static let changeControl: [AdoptedFile] = [
    .policy(ChangeControlCheck.policyFile, PackageResources.change_control_yml),
    .caller("change-control", PackageResources.signalbox_change_control_yml),
    .caller("audit", PackageResources.signalbox_audit_yml),
    AdoptedFile(".github/workflows/terraform-plan.yml", PackageResources.terraform_plan_yml),
    AdoptedFile("docs/platform/templates/adr.md", PackageResources.decision_record_md),
    AdoptedFile("docs/platform/templates/postmortem.md", PackageResources.postmortem_md),
  ]

  /// The policy of contracts, with the folders that were found.
  private static func contracts(_ found: [FoundRoot]) -> [UInt8] {
    found.isEmpty
      ? PackageResources.contracts_yml : replacing("root:", of: PackageResources.contracts_yml, by: found.policyLines)
  }

  /// The policy of migrations, with the folder that was found and the tool that applies them.
  private static func database(_ found: FoundMigrations?) -> [UInt8] {
    guard let found else { return PackageResources.database_yml }
    return replacing("migrations:", of: PackageResources.database_yml, by: found.policyLines)
  }

  /// The text of a policy with other lines in place of the one that begins with a key.
  private static func replacing(_ key: String, of policy: [UInt8], by lines: [String]) -> [UInt8] {
    let text = String(decoding: policy, as: UTF8.self)
    let replaced = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      line.hasPrefix(key) ? lines : [String(line)]
    }
    return Array(replaced.joined(separator: "\n").utf8)
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
    // Editors complete and check the file by its schema.
    let lead = "# yaml-language-server: $schema=\(Documentation.schema(ofPolicy: name))\nversion: 1\n"
    return AdoptedFile(".signalbox/\(name)", Array(lead.utf8) + bytes)
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
