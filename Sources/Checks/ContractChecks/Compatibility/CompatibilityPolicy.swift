package import Compatibility
package import Git
package import Policy

/// What the policy asks of a schema that changes.
package struct CompatibilityPolicy: Sendable {
  /// What is asked where nothing else is said.
  package let general: Demand

  /// What is asked of some files; of several that name a file the first counts.
  package let artifacts: [(files: [PathPattern], demand: Demand)]

  /// Who has to understand whom, and over which versions.
  package struct Demand: Sendable, Hashable {
    package let mode: Mode

    /// What writers are taken to send.
    package let content: ContentModel

    /// The tags whose versions count in a transitive mode; where none is named, that is every commit.
    package let tags: [PathPattern]
  }

  package enum Mode: String, Sendable, CaseIterable {
    case none
    case backward
    case forward
    case full
    case backwardTransitive = "backward-transitive"
    case forwardTransitive = "forward-transitive"
    case fullTransitive = "full-transitive"

    /// Which way is compared; nil where nothing is.
    package var comparison: ComparisonMode? {
      switch self {
      case .none: nil
      case .backward, .backwardTransitive: .backward
      case .forward, .forwardTransitive: .forward
      case .full, .fullTransitive: .full
      }
    }

    /// Whether all earlier versions count, and not the last one alone.
    package var isTransitive: Bool {
      switch self {
      case .none, .backward, .forward, .full: false
      case .backwardTransitive, .forwardTransitive, .fullTransitive: true
      }
    }
  }

  /// Whether anything is asked at all.
  package var asksForAnything: Bool { general.mode != .none || artifacts.contains { $0.demand.mode != .none } }

  /// What is asked of a file.
  package func demand(on path: RepositoryPath) -> Demand {
    artifacts.first { $0.files.contains { $0.matches(path.bytes) } }?.demand ?? general
  }

  /// Reads the demands; what is not said is as in others, whose artifacts come behind these.
  package init(_ reader: inout PolicyReader, otherwise: CompatibilityPolicy = CompatibilityPolicy()) {
    let general = Self.demand(&reader, otherwise: otherwise.general)
    var artifacts: [(files: [PathPattern], demand: Demand)] = []
    reader.entries("artifacts") { _, reader in
      artifacts.append((reader.patterns("files") ?? [], Self.demand(&reader, otherwise: general)))
    }
    self.general = general
    self.artifacts = artifacts + otherwise.artifacts
  }

  /// A policy that asks for nothing.
  package init() {
    general = Demand(mode: .none, content: .open, tags: [])
    artifacts = []
  }

  private static func demand(_ reader: inout PolicyReader, otherwise: Demand) -> Demand {
    Demand(
      mode: reader.choice("mode", of: Mode.self) ?? otherwise.mode,
      content: reader.choice("content", of: ContentModel.self) ?? otherwise.content,
      tags: reader.patterns("tags") ?? otherwise.tags)
  }
}

extension CompatibilityPolicy {
  /// What each mode asks for, so that one can be told to be stricter than another.
  static let demands: [String: Set<String>] = [
    "none": [], "backward": ["backward"], "forward": ["forward"], "full": ["backward", "forward"],
    "backward-transitive": ["backward", "transitive"], "forward-transitive": ["forward", "transitive"],
    "full-transitive": ["backward", "forward", "transitive"],
  ]

  /// The tendencies of the keys, as those of a check's policy.
  static let tendencies: [String: PolicyTendency] = [
    "schemas.compatibility.artifacts.*.content": .ascending(["declared", "open"]),
    "schemas.compatibility.artifacts.*.files": .fixed,
    "schemas.compatibility.artifacts.*.mode": .demanding(demands),
    "schemas.compatibility.artifacts.*.tags": .fixed,
    "schemas.compatibility.content": .ascending(["declared", "open"]),
    "schemas.compatibility.mode": .demanding(demands),
    "schemas.compatibility.tags": .fixed,
  ]
}
