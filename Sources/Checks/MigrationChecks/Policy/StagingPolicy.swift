internal import Policy

/// The database that releases are tried on.
package struct StagingPolicy: Sendable {
  /// Where `apply --environment staging` goes; `nil` where the policy names no host.
  package var host: String?

  /// How long ago it may have been refreshed, in seconds.
  package var refresh: Int

  /// The label of pull requests that need it refreshed after they were labelled.
  package var label: String?

  /// The name of the environment, as `--environment` and audit entries write it.
  package static let environment = "staging"

  init(_ reader: inout PolicyReader) {
    host = reader.text("host")
    refresh = reader.duration("refresh") ?? 7 * 86_400
    label = reader.text("label")
  }
}
