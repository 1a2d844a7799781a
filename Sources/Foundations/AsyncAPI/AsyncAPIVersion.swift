/// A published version of the AsyncAPI specification that documents are judged by.
package enum AsyncAPIVersion: String, Sendable, CaseIterable, Comparable {
  case v20 = "2.0.0"
  case v21 = "2.1.0"
  case v22 = "2.2.0"
  case v23 = "2.3.0"
  case v24 = "2.4.0"
  case v25 = "2.5.0"
  case v26 = "2.6.0"
  case v30 = "3.0.0"
  case v31 = "3.1.0"

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Whether operations are written at the root, each with the action of the application (3.0.0, "Operation Object").
  package var hasRootOperations: Bool { self >= .v30 }

  /// All of them, as in a sentence.
  package static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
