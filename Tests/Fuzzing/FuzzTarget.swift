/// A part of the project that reads what an adversary may have written, as an entry point for any bytes.
///
/// A crash or a hang is noticed by whoever runs it; what a target knows of its results besides is thrown.
package enum FuzzTarget: String, CaseIterable, Sendable {
  case documents
  case sql
  case schemas
  case compare
  case evidence
  case policy
  case reports
  case git
  case hcl
  case plans

  /// Reads the bytes.
  ///
  /// - Throws: `FuzzFinding` where a result contradicts another one.
  package func run(_ bytes: [UInt8]) throws(FuzzFinding) {
    switch self {
    case .documents: try DocumentTarget.run(bytes)
    case .sql: try SQLTarget.run(bytes)
    case .schemas: try SchemaTarget.run(bytes)
    case .compare: try CompareTarget.run(bytes)
    case .evidence: try EvidenceTarget.run(bytes)
    case .policy: try PolicyTarget.run(bytes)
    case .reports: try ReportTarget.run(bytes)
    case .git: try GitTarget.run(bytes)
    case .hcl: try HCLTarget.run(bytes)
    case .plans: try PlanTarget.run(bytes)
    }
  }

  /// The byte between two parts of an input; it is never part of UTF-8.
  package static let separator: UInt8 = 0xFF

  /// The largest input, in bytes: larger ones are cut by whoever makes them.
  package static let sizeLimit = 16 * 1024
}

/// A result that cannot be right.
package struct FuzzFinding: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

/// - Throws: `FuzzFinding` where the condition does not hold.
func require(_ condition: Bool, _ message: @autoclosure () -> String) throws(FuzzFinding) {
  guard condition else { throw FuzzFinding(message()) }
}

/// What comes of an input; `nil` where it is refused.
func result<Value, Refusal: Error>(_ body: () throws(Refusal) -> Value) -> Value? {
  do throws(Refusal) {
    return try body()
  } catch {
    // Words are made of what is at fault, so they are read, too.
    return "\(error)".isEmpty ? nil : nil
  }
}
