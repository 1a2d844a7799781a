package import Calendars
internal import Policy

/// A time, given by instants, in which nothing is deployed to some environments.
package struct DeploymentFreeze: Sendable, Equatable {
  package let name: String

  /// `nil` for all.
  package let environments: [String]?

  /// Half open; one that is open-ended reaches beyond all years that can be written.
  package let range: Range<Instant>

  package let owner: String
  package let reason: String

  /// Whether a hotfix may go into it.
  package let allowsHotfix: Bool

  package let source: Source

  /// Where it was announced.
  package enum Source: Sendable, Equatable {
    case policy
    /// An issue with the label of freezes, and where to read it.
    case issue(Int, url: String?)
    /// An issue that blocks a release, and where to read it.
    case blocker(Int, url: String?)
  }

  /// The end of a time that has none.
  static let openEnd = Instant(secondsSince1970: 1 << 50)

  package init(
    name: String, environments: [String]?, range: Range<Instant>, owner: String, reason: String, allowsHotfix: Bool,
    source: Source
  ) {
    (self.name, self.environments, self.range, self.owner) = (name, environments, range, owner)
    (self.reason, self.allowsHotfix, self.source) = (reason, allowsHotfix, source)
  }

  /// Reads one; `nil` where it ends before it begins, which is a fault.
  init?(_ reader: inout PolicyReader) {
    let name = reader.text("name")
    let environments = reader.textOrTexts("environments")
    let from = reader.instant("from")
    let until = reader.instant("until")
    let owner = reader.text("owner")
    let reason = reader.text("reason")
    let allowsHotfix = reader.flag("hotfix") ?? true
    guard let name, let environments, let from, let owner, let reason else { return nil }
    if let until, from >= until {
      reader.refuse("until", "the freeze \"\(name)\" ends at \(until), and begins only at \(from)")
      return nil
    }
    self.init(
      name: name, environments: environments == ["all"] ? nil : environments, range: from..<(until ?? Self.openEnd),
      owner: owner, reason: reason, allowsHotfix: allowsHotfix, source: .policy)
  }

  /// When it ends; `nil` where it is open-ended.
  package var until: Instant? { range.upperBound < Self.openEnd ? range.upperBound : nil }

  package var isBlocker: Bool {
    guard case .blocker = source else { return false }
    return true
  }

  /// Whether it is of an environment.
  package func includes(_ environment: String) -> Bool {
    environments?.contains { EnvironmentName.equal($0, environment) } ?? true
  }

  /// The freeze in words.
  var words: String {
    let places = environments?.joined(separator: " and ") ?? "all environments"
    let end = until.map { "until \($0)" } ?? "until it is taken back (since \(range.lowerBound))"
    return "\(name) freezes \(places) \(end): \(reason) (\(owner))\(link.map { ", \($0)" } ?? "")"
  }

  /// Where to read of it.
  package var link: String? {
    switch source {
    case .policy: nil
    case .issue(let number, let url), .blocker(let number, let url): url ?? "#\(number)"
    }
  }
}
