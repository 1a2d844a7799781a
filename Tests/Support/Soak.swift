/// How random and repeated tests run.
///
/// In a usual run they are short and the same every time. `Scripts/soak` makes them long, with another seed each time.
package enum Soak {
  /// The seed of all random tests: `SEED`, or one that stays.
  package static let seed: UInt64 = {
    let seed = Project.variable("SEED").flatMap(UInt64.init) ?? 20_261_121
    print("random tests: SEED=\(seed)")
    return seed
  }()

  /// Whether the full size is asked for, by `SOAK=1`.
  package static let isOn = Project.variable("SOAK") == "1"

  /// How often something is repeated: a few times, and with `SOAK=1` as often as it takes to be sure.
  package static func count(_ few: Int, full: Int) -> Int { isOn ? full : few }
}
