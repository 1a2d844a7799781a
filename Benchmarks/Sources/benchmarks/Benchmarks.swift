import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `benchmarks EXECUTABLES FOLDER THRESHOLDS ROUNDS`: prints the table; exits with 1 where a threshold is exceeded.
@main
enum Benchmarks {
  static func main() async {
    do {
      exit(try await compare() ? 0 : 1)
    } catch {
      // No error of a measurement may read as one.
      print("benchmarks: \(error)")
      exit(2)
    }
  }

  /// Measures everything and prints it.
  ///
  /// - Returns: whether no ratio is above its threshold.
  /// - Throws: `BenchmarkError`, and what reading the thresholds or running a process throws.
  private static func compare() async throws -> Bool {
    let arguments = Swift.CommandLine.arguments
    guard arguments.count == 5, let rounds = Int(arguments[4]), rounds > 0 else {
      throw BenchmarkError(description: "usage: benchmarks EXECUTABLES FOLDER THRESHOLDS ROUNDS")
    }
    let data = try Data(contentsOf: URL(filePath: arguments[3]))
    let limits = try JSONDecoder().decode([String: Double].self, from: data)
    print(Measurement.heading)
    var isWithin = true
    for comparison in Comparison.all(executables: arguments[1]) {
      if let file = comparison.needs, !FileManager.default.fileExists(atPath: "\(arguments[2])/\(file)") {
        print("\(comparison.name): skipped, since the peer is not installed")
        continue
      }
      let measurement = try await comparison.measure(rounds: rounds, in: FilePath(arguments[2]))
      let limit = limits[comparison.name]
      print(measurement.row(comparison.name, limit: limit))
      if let limit, measurement.ratio > limit { isWithin = false }
    }
    return isWithin
  }
}
