package import Calendars
package import Findings
package import Policy

/// Which artifacts may carry personal data.
package struct PersonalDataPolicy: Sendable {
  /// Those of the identity service, below the root.
  package let identity: [PathPattern]
  package let exceptions: [Exception]

  /// A field that is accepted until a day, with the owner who answers for it.
  package struct Exception: Sendable {
    /// The artifact, below the root.
    package let path: PathPattern
    /// The field, as a JSON pointer into messages or into the schema.
    package let pointer: String
    package let reason: String
    package let owner: String
    /// The last day on which it counts, in UTC.
    package let expires: CivilDate
    package let place: Place

    /// Whether it counts at an instant.
    func isInForce(at now: Instant) -> Bool { now.secondsSince1970 < (expires.daysSince1970 + 1) * 86_400 }
  }

  /// Reads the settings; what is not said is as in others.
  init(_ reader: inout PolicyReader, otherwise: PersonalDataPolicy = PersonalDataPolicy()) {
    identity = reader.patterns("identity") ?? otherwise.identity
    exceptions =
      otherwise.exceptions
      + reader.list("exceptions") { reader, place in
        let (path, pointer) = (reader.pattern("path"), reader.text("pointer"))
        let (reason, owner) = (reader.text("reason"), reader.text("owner"))
        guard let path, let pointer, let reason, let owner, let expires = reader.date("expires") else { return nil }
        return Exception(path: path, pointer: pointer, reason: reason, owner: owner, expires: expires, place: place)
      }
  }

  init() {
    identity = []
    exceptions = []
  }

  /// Whether an artifact is one of the identity service.
  func isIdentity(_ path: [UInt8]) -> Bool { identity.contains { $0.matches(path) } }
}
