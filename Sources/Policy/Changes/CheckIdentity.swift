/// How a check is called, and where its policy is.
package struct CheckIdentity: Sendable {
  /// The name of the executable and of the reports.
  package let name: String

  /// The name under which a forge requires it.
  package let requiredName: String

  /// What the ids of its rules begin with.
  package let rulePrefix: String

  /// The name of its policy file in `.signalbox/`.
  package let policyFile: String

  /// The compiled-in policy, which has a value for every key.
  package let defaultPolicy: [UInt8]

  /// The path that an example of a single file stands at.
  package let examplePath: String

  /// Whether the answer depends on the instant, so that a report has to name it.
  package let dependsOnInstant: Bool

  package init(
    name: String, requiredName: String? = nil, rulePrefix: String, policyFile: String, defaultPolicy: [UInt8],
    examplePath: String, dependsOnInstant: Bool = false
  ) {
    self.name = name
    self.requiredName = requiredName ?? name
    self.rulePrefix = rulePrefix
    self.policyFile = policyFile
    self.defaultPolicy = defaultPolicy
    self.examplePath = examplePath
    self.dependsOnInstant = dependsOnInstant
  }
}
