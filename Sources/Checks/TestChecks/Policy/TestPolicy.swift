package import Calendars
internal import Changes
internal import Findings
internal import Git
package import Policy

/// What `.signalbox/tests.yml` says beyond rules and exclusions.
package struct TestPolicy: CheckPolicy {
  /// The services, sorted by their names.
  package let services: [TestService]

  /// Who approves that a service, a suite or a minimum goes; `nil` where the policy does not say.
  private let approvers: String?

  /// Folders that are services: one that no entry has is told of.
  package let roots: [PathPattern]

  /// Which services a path affects, where that is not said by folders and edges; the first rule that matches decides.
  package let affects: [AffectsRule]

  /// How old evidence may be, in seconds.
  package let maxAge: Int

  /// Options of a command that make a suite smaller than it is.
  package let refusedOptions: [String]

  /// What it means that names of the base are not among the results.
  package let unexplained: Unexplained

  /// Whether a test that ran at the base may be skipped now.
  package let failsNewSkips: Bool

  package let quarantine: Quarantine

  /// Which runs of other steps count.
  package let from: Origin

  /// What is asked of the lines that a change adds or edits; `nil` where coverage is not looked at.
  package let coverage: CoveragePolicy?

  package enum Origin: String, Sendable, CaseIterable {
    case any
    /// Only where the workflow that wrote it is as the base has it.
    case unchangedWorkflows = "unchanged-workflows"
    case none
  }

  package enum Unexplained: String, Sendable, CaseIterable {
    case note
    case undecided
    case error
  }

  package static let schema = DocumentSchema(PackageResources.tests_schema_json)

  package static let tendencies = PolicyTendencies([
    "affects": .neutral,
    "affects.*.paths": .neutral,
    "affects.*.services": .neutral,
    "coverage.minimum": .neutral,
    "coverage.of": .neutral,
    "coverage.report": .neutral,
    "coverage.severity": .ascending(CoveragePolicy.severities.map(\.rawValue)),
    "approval.bind": .ascending(["change", "tree"]),
    "approval.by": .moreIsWeaker,
    "approval.label": .neutral,
    "approval.role": .neutral,
    "evidence.command.refuse": .moreIsStricter,
    "evidence.from": .ascending(Origin.allCases.map(\.rawValue)),
    "evidence.max-age": .greaterIsWeaker,
    "quarantine.cap": .neutral,
    "quarantine.green": .greaterIsWeaker,
    "quarantine.longest": .greaterIsWeaker,
    "quarantine.tests": .moreIsWeaker,
    "quarantine.tests.*.expires": .greaterIsWeaker,
    "quarantine.tests.*.issue": .neutral,
    "quarantine.tests.*.name": .neutral,
    "quarantine.tests.*.owner": .neutral,
    "quarantine.tests.*.service": .neutral,
    "quarantine.tests.*.suite": .neutral,
    "roots": .moreIsStricter,
    "services.*.consumes": .moreIsStricter,
    "services.*.depends": .moreIsStricter,
    "services.*.folder": .fixed,
    "services.*.lock": .neutral,
    "services.*.lock.file": .neutral,
    "services.*.lock.workspace": .neutral,
    "services.*.produces": .moreIsStricter,
    "services.*.reasons.integration": .neutral,
    "services.*.reasons.unit": .neutral,
    "services.*.shared": .moreIsStricter,
    "services.*.suites.*": .fixed,
    "services.*.suites.*.command": .neutral,
    "services.*.suites.*.dialect": .neutral,
    "services.*.suites.*.forks": .ascending(["pending", "required"]),
    "services.*.suites.*.minimum": .greaterIsStricter,
    "services.*.suites.*.report": .moreIsStricter,
    "services.*.suites.*.retries": .greaterIsWeaker,
    "services.*.suites.*.shards": .neutral,
    "services.*.suites.*.timeout": .neutral,
    "services.*.suites.*.tools": .neutral,
    "services.*.suites.*.tools.*": .neutral,
    "skipped.new": .ascending(["note", "error"]),
    "vanished.unexplained": .ascending(Unexplained.allCases.map(\.rawValue)),
  ])

  package init(_ reader: inout PolicyReader) {
    var services: [TestService] = []
    reader.entries("services") { name, reader in
      if let service = TestService(name: name, &reader) { services.append(service) }
    }
    self.services = services.sorted { $0.name < $1.name }
    roots = reader.patterns("roots") ?? []
    affects = reader.list("affects") { reader, _ in AffectsRule(&reader) }
    var (maxAge, refused, from): (Int?, [String]?, Origin?)
    _ = reader.mapping("evidence") { reader in
      maxAge = reader.duration("max-age")
      from = reader.choice("from", of: Origin.self)
      refused = reader.mapping("command") { $0.texts("refuse") ?? [] }
    }
    self.maxAge = maxAge ?? 14 * 86_400
    refusedOptions = refused ?? []
    self.from = from ?? .unchangedWorkflows
    coverage = reader.mapping("coverage") { CoveragePolicy(&$0) }
    unexplained =
      (reader.mapping("vanished") { $0.choice("unexplained", of: Unexplained.self) } ?? nil) ?? .undecided
    failsNewSkips = (reader.mapping("skipped") { $0.text("new") } ?? nil) != "note"
    quarantine = reader.mapping("quarantine") { Quarantine(&$0) } ?? Quarantine()
    approvers = reader.mapping("approval") { reader in
      ApprovalRequirement(&reader, otherwise: ApprovalRequirement(label: "", role: Self.owner)).role
    }
    let names = Set(services.map(\.name))
    for service in services {
      for other in service.depends where !names.contains(other) {
        reader.refuse("services", "\(service.name) depends on \(other), which is no service of this file")
      }
    }
  }

  /// Who approves every change of a policy.
  private static let owner = "policy-owner"

  package var unmetDemands: [UnmetDemand] {
    guard let approvers, approvers != Self.owner else { return [] }
    return [
      UnmetDemand(
        "approval",
        why: "a change of this file needs the role \(Self.owner), whatever it takes away; \(approvers) is not asked")
    ]
  }

  func service(_ name: String) -> TestService? { services.first { $0.name == name } }
}

/// Which services some paths affect, whatever folders say.
package struct AffectsRule: Sendable {
  package let paths: [PathPattern]
  package let services: Services

  package enum Services: String, Sendable, CaseIterable {
    case all
    case none
  }

  init?(_ reader: inout PolicyReader) {
    guard let paths = reader.patterns("paths"), let services = reader.choice("services", of: Services.self) else {
      return nil
    }
    self.paths = paths
    self.services = services
  }
}

/// Tests that may fail for a while, by the base's word.
package struct Quarantine: Sendable {
  /// How many of the executed tests of a suite may be in it, in percent.
  package let cap: Int

  /// How far ahead its end may be, in seconds.
  package let longest: Int

  /// After how many passes in a row a test is to be taken out.
  package let green: Int

  package let tests: [Entry]

  package struct Entry: Sendable {
    package let service: String
    package let suite: String
    package let name: String
    package let owner: String
    package let issue: Int

    /// The last day on which it counts, in UTC.
    package let expires: CivilDate
  }

  init() {
    (cap, longest, green, tests) = (1, 30 * 86_400, 20, [])
  }

  init(_ reader: inout PolicyReader) {
    let percent = reader.text("cap").flatMap { Int($0.dropLast()) }
    cap = percent ?? 1
    longest = reader.duration("longest") ?? 30 * 86_400
    green = reader.number("green") ?? 20
    tests = reader.list("tests") { reader, _ in
      let (service, suite, name) = (reader.text("service"), reader.text("suite"), reader.text("name"))
      guard let service, let suite, let name, let owner = reader.text("owner"), let issue = reader.number("issue"),
        let expires = reader.date("expires")
      else { return nil }
      return Entry(service: service, suite: suite, name: name, owner: owner, issue: issue, expires: expires)
    }
  }
}
