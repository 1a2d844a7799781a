internal import Policy

/// What the policy says of removals.
package struct DeprecationPolicy: Sendable, Hashable {
  /// How long something is deprecated before it may go, in seconds.
  package let minimum: Int

  /// Reads the settings; what is not said is as in others.
  init(_ reader: inout PolicyReader, otherwise: DeprecationPolicy = DeprecationPolicy()) {
    minimum = reader.duration("minimum") ?? otherwise.minimum
  }

  init() {
    minimum = 0
  }
}
