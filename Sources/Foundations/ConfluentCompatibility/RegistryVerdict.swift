package import Compatibility
internal import Documents
internal import JSONSchema

/// What Confluent's schema registry says of two versions of a schema.
package struct RegistryVerdict: Sendable {
  package enum Outcome: String, Sendable {
    case compatible
    case breaking
    /// It cannot read one of the schemas, or fails while it compares them.
    case error
  }

  package let profile: RegistryProfile
  package let outcome: Outcome
  /// Why it fails, in lower case; nil where it does not.
  package let reason: String?
  /// In the order of the comparison, backward before forward; at most 500 for each.
  package let differences: [RegistryDifference]

  /// Asks what the registry would answer, by its rules as of release 8.3.
  package init(old: ComparedSchema, new: ComparedSchema, mode: ComparisonMode, profile: RegistryProfile) {
    self.profile = profile
    var differences: [RegistryDifference] = []
    var outcome = Outcome.compatible
    var reason: String?
    do throws(RegistryFailure) {
      var reader = RegistryReader([old.resources, new.resources])
      let roots = (try reader.read(old.location, on: 0), try reader.read(new.location, on: 1))
      reader.arrange()
      for direction in [ComparisonMode.backward, .forward] where mode == direction || mode == .full {
        var comparison = RegistryComparison(schemas: reader.schemas, profile: profile)
        let found =
          direction == .backward ? try comparison.run(roots.0, roots.1) : try comparison.run(roots.1, roots.0)
        if found.breaks { outcome = .breaking }
        differences += found.differences.map {
          RegistryDifference(
            type: $0.type, path: "#/" + $0.path, direction: direction, isBreaking: !profile.allows($0.type))
        }
      }
    } catch {
      outcome = .error
      reason = error.reason
      differences = []
    }
    self.outcome = outcome
    self.reason = reason
    self.differences = differences
  }
}

/// One difference, as the registry names it.
package struct RegistryDifference: Sendable {
  /// `MAX_LENGTH_DECREASED` and the like.
  package let type: String
  /// The way to it through both schemas, as the registry prints it: `#/properties/a`, nothing escaped.
  package let path: String
  package let direction: ComparisonMode
  /// Whether the profile refuses a schema for it.
  package let isBreaking: Bool
}

/// What the registry fails on.
struct RegistryFailure: Error, Hashable, Sendable {
  /// In lower case.
  let reason: String
}

/// The differences that were found between two schemas, and whether one of them breaks.
struct RegistryFindings {
  var differences: [(type: String, path: String)] = []
  /// True also where the difference that breaks is listed elsewhere, or is one too many.
  var breaks = false

  /// Takes in what was found further inside.
  mutating func add(_ other: RegistryFindings, under step: @autoclosure () -> String = "") {
    breaks = breaks || other.breaks
    guard !other.differences.isEmpty else { return }
    let step = step()
    for difference in other.differences where differences.count < Self.limit {
      let path =
        step.isEmpty ? difference.path : difference.path.isEmpty ? step : "\(step)/\(difference.path)"
      differences.append((difference.type, path))
    }
  }

  static let limit = 500
}
