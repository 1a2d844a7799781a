internal import Calendars
internal import Changes
internal import Documents
internal import Git
internal import Terraform

/// What Infracost says an environment costs more or less a month.
package struct CostEstimate: Sendable {
  package let environment: String

  /// The difference a month, as it is written; `nil` where it has no figure.
  package let monthly: String?
  package let currency: String

  /// Resources whose cost depends on use, or that Infracost has no price for.
  package let unknownCount: Int

  /// Hundredths of the currency.
  let cents: Int?

  /// Whether it comes from where plans may come from: an estimate that anyone could have uploaded spares no approval.
  let isBelieved: Bool

  /// Reads the artifact of an environment; `nil` where there is none that belongs to what is judged.
  init?(of environment: PlannedEnvironment, _ change: Change, _ policy: ChangeControlPolicy) {
    guard let name = policy.cost.infracost?.replacing("{environment}", with: environment.name),
      let evidence = change.circumstances.evidence
    else { return nil }
    let heads = Set(evidence.changes.map(\.head.commit))
    let origin = PlanOrigin(change: change, workflow: policy.infrastructure.plan.workflow, evidence: evidence)
    let named = evidence.artifacts?.filter { $0.name == name && heads.contains($0.commit) } ?? []
    let believed = named.filter { if case .believed = origin.answer(about: $0) { true } else { false } }
    let newest = (believed.isEmpty ? named : believed).max { one, other in
      (one.createdAt?.secondsSince1970 ?? 0) < (other.createdAt?.secondsSince1970 ?? 0)
    }
    guard let path = newest?.file else { return nil }
    isBelieved = !believed.isEmpty
    let root: Node
    do {
      root = try Document.json(SourceText(change.circumstances.artifacts.contents(of: path))).root
    } catch {
      return nil
    }
    self.environment = environment.name
    currency = root["currency"]?.string ?? "USD"
    let difference = root["diffTotalMonthlyCost"]
    monthly = difference?.string ?? difference?.number.map { "\($0)" }
    cents = monthly.flatMap(Self.cents)
    let summary = root["summary"]
    let unpriced = ["totalUnsupportedResources", "totalUsageBasedResources", "unsupportedResourceCount"]
      .compactMap { summary?[$0]?.number?.int }.reduce(0, +)
    unknownCount = unpriced + Self.componentsWithoutPrice(in: root)
  }

  /// Components of changed resources that have no monthly figure, since it depends on use.
  private static func componentsWithoutPrice(in root: Node) -> Int {
    var count = 0
    var open = (root["projects"]?.array.map(Array.init) ?? []).flatMap { project in
      project["diff"]?["resources"]?.array.map(Array.init) ?? []
    }
    while let resource = open.popLast() {
      open += resource["subresources"]?.array.map(Array.init) ?? []
      for component in resource["costComponents"]?.array.map(Array.init) ?? []
      where component["monthlyCost"]?.isNull != false {
        count += 1
      }
    }
    return count
  }

  private static func cents(_ text: String) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = Int(parts[0]), parts.count <= 2, abs(whole) < 1 << 40 else { return nil }
    let fraction = parts.count == 2 ? String((parts[1] + "00").prefix(2)) : "00"
    guard let hundredths = Int(fraction) else { return nil }
    return whole * 100 + (text.hasPrefix("-") ? -hundredths : hundredths)
  }

  /// Whether all environments together cost less than a role is asked for: with figures, and nothing unknown.
  static func isBelow(
    _ waiver: CostPolicy.Waiver, _ estimates: [CostEstimate], _ environments: [PlannedEnvironment]
  ) -> Bool {
    var total = 0
    for environment in environments {
      guard let estimate = estimates.first(where: { $0.environment == environment.name }), let cents = estimate.cents,
        estimate.isBelieved, estimate.unknownCount == 0, estimate.currency == waiver.currency
      else { return false }
      total += max(0, cents)
    }
    return total < waiver.cents
  }

  /// What it costs, in words: `production: +158.41 USD a month, 2 resources depend on use`.
  package var words: String {
    let figure = monthly.map { "\($0.hasPrefix("-") ? "" : "+")\($0) \(currency) a month" } ?? "no figure"
    let count = "\(unknownCount) part\(unknownCount == 1 ? "" : "s")"
    return "`\(environment)`: \(figure)\(unknownCount == 0 ? "" : ", \(count) depend on use or have no price")"
  }
}
