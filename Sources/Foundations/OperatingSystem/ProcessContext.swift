#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the system tells a process when it starts.
package enum ProcessContext {
  /// The variables of the environment (environ(7)); of two of one name the first, as getenv(3) has it.
  package static var environment: [String: String] {
    var variables: [String: String] = [:]
    var entry = unsafe environ
    while let text = unsafe entry.pointee {
      let parts = unsafe String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, variables[String(parts[0])] == nil { variables[String(parts[0])] = String(parts[1]) }
      unsafe entry += 1
    }
    return variables
  }

  /// The clock of the machine, in seconds since 1970 without leap seconds (time(2)).
  package static var secondsSince1970: Int { Int(time(nil)) }
}
