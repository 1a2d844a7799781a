internal import RegularExpressions

/// Regular expressions of schemas, for those who look at them one by one.
package enum PatternText {
  /// What is wrong with an expression, in lower case; nil when nothing is.
  package static func problem(in pattern: String) -> String? {
    do throws(PatternError) {
      _ = try RegularExpression(pattern)
      return nil
    } catch {
      return error.description
    }
  }
}
