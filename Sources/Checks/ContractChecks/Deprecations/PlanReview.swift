internal import Calendars
internal import Changes
internal import Documents
package import Findings
internal import Git
internal import Policy

/// What is wrong with a plan.
package struct PlanProblem: Sendable {
  /// Whether the change may not be merged with it; else its owner should tidy up.
  package let isError: Bool
  package let message: String
  package let place: Place?
  package let help: String
}

/// Reviews the plans that a change edits, and those for artifacts that it edits.
struct PlanReview {
  let library: ContractLibrary
  let before: ContractLibrary
  let now: Instant
  let minimum: Int
  let changed: Set<RepositoryPath>
  private(set) var problems: [PlanProblem] = []

  init(
    _ library: ContractLibrary, since before: ContractLibrary, root: RepositoryPath, changed: Set<RepositoryPath>,
    now: Instant, minimum: Int
  ) {
    self.library = library
    self.before = before
    self.now = now
    self.minimum = minimum
    self.changed = changed
    let plans = DeprecationPlans(library, root: root)
    let old = DeprecationPlans(before, root: root)
    for fault in plans.faults
    where fault.place.map({ place in changed.contains { $0.description == place.path } }) ?? true {
      problems.append(
        PlanProblem(isError: true, message: fault.message, place: fault.place, help: fault.help ?? "correct the plan"))
    }
    for plan in plans.plans where changed.contains(plan.path) || changed.contains(plan.artifact) {
      for removal in plan.removals { review(removal, of: plan, was: old, all: plans) }
    }
  }

  private mutating func review(
    _ removal: DeprecationPlan.Removal, of plan: DeprecationPlan, was: DeprecationPlans, all: DeprecationPlans
  ) {
    let what = "`\(removal.pointer)` of \(plan.artifact)"
    let earlier = was.removals(of: removal.pointer, from: plan.artifact).map(\.1).filter {
      $0.pointer == removal.pointer
    }
    if changed.contains(plan.path) {
      reviewDates(of: removal, what, earlier)
      if let other = all.removals(of: removal.pointer, from: plan.artifact).first(where: {
        $0.1.pointer == removal.pointer && $0.1.place != removal.place
          && ($0.1.sunset != removal.sunset || $0.1.replacement != removal.replacement)
      }) {
        refuse(
          "two plans contradict each other about \(what): \(other.0.path) has the sunset \(other.1.sunset)", removal,
          help: "keep one of them")
      }
    }
    let new = library.document(atPath: plan.artifact)
    let old = before.document(atPath: plan.artifact)
    let (isThere, wasThere) = (new?[removal.pointer] != nil, old?[removal.pointer] != nil)
    if !isThere, !wasThere {
      if new == nil, old == nil {
        refuse("the plan is for \(plan.artifact), which does not exist", removal, help: "correct `artifact`")
      } else if earlier.isEmpty {
        refuse("\(plan.artifact) has no `\(removal.pointer)`", removal, help: "correct `pointer`")
      } else {
        warn("nothing needs the plan for \(what) any more", removal, help: "remove it")
      }
    }
    guard isThere else { return }
    if let text = new?[removal.pointer]?.string, text == removal.replacement {
      if !wasThere || old?[removal.pointer]?.string == text {
        warn("nothing needs the plan for \(what) any more", removal, help: "remove it")
      }
      return
    }
    // A change that carries the plan out is not late.
    if old?[removal.pointer] != new?[removal.pointer] { return }
    if now.secondsSince1970 >= (removal.sunset.daysSince1970 + 1) * 86_400 {
      warn(
        "the sunset \(removal.sunset) of \(what) is past, and it is still there", removal,
        help: "remove it, or move the sunset to a later day")
    } else if removal.canBeMarked(in: new), new?[removal.pointer]?.object != nil,
      new?[removal.pointer]?["deprecated"]?.boolean != true
    {
      warn(
        "\(what) is planned to go and not marked `deprecated: true`", removal,
        help: "mark it: until then its time does not begin")
    }
    if let replacement = removal.replacement, replacement.hasPrefix("/"),
      new.map({ !Self.has($0, replacement) }) ?? false
    {
      warn("the replacement `\(replacement)` of \(what) does not exist", removal, help: "add it, or correct the plan")
    }
  }

  private mutating func reviewDates(
    of removal: DeprecationPlan.Removal, _ what: String, _ earlier: [DeprecationPlan.Removal]
  ) {
    if let before = earlier.first(where: { removal.sunset < $0.sunset }) {
      refuse(
        "the sunset of \(what) moves from \(before.sunset) to the earlier day \(removal.sunset)", removal,
        help: "keep \(before.sunset), or a later day: consumers rely on it")
    }
    let days = removal.sunset.daysSince1970 - removal.announced.daysSince1970
    if days < 0 {
      refuse(
        "the sunset \(removal.sunset) of \(what) is before the announcement \(removal.announced)", removal,
        help: "correct the days")
    } else if days * 86_400 < minimum {
      refuse(
        "\(what) goes \(days) days after the announcement, and the policy asks for \(minimum / 86_400)", removal,
        help: "choose a later sunset")
    }
  }

  private static func has(_ document: Node, _ pointer: String) -> Bool {
    do throws(JSONPointerError) {
      return document[try JSONPointer(parsing: pointer)] != nil
    } catch {
      return false
    }
  }

  private mutating func refuse(_ message: String, _ removal: DeprecationPlan.Removal, help: String) {
    problems.append(PlanProblem(isError: true, message: message, place: removal.place, help: help))
  }

  private mutating func warn(_ message: String, _ removal: DeprecationPlan.Removal, help: String) {
    problems.append(PlanProblem(isError: false, message: message, place: removal.place, help: help))
  }
}
