internal import Synchronization
internal import Testing

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Places that are taken in turn, so that only so many tests do something at a time.
///
/// Swift Testing starts all tests at once. Were places given in the order of asking, all tests would go on in step, and
/// each would take as long as the whole run; so the test that took one first goes before the others.
package final class Slots: Sendable {
  private let state: Mutex<State>

  /// For programs that tests run: as many at a time as the machine has cores.
  package static let programs = Slots(ProcessInfo.processInfo.activeProcessorCount)

  /// For servers, which live while programs of the same test run and would otherwise wait for themselves.
  package static let servers = Slots(ProcessInfo.processInfo.activeProcessorCount)

  package init(_ count: Int) {
    state = Mutex(State(free: count))
  }

  /// Waits for a place and gives it back after `body`, also after an error; what `body` does must not ask for another.
  package func take<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    let test = Test.current?.id
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { $0.take(for: test, continuation) }
      if isFree { continuation.resume() }
    }
    defer { state.withLock { $0.giveBack() }?.resume() }
    return try await body()
  }

  private struct State {
    var free: Int

    /// Who waits, the oldest tests first.
    private var waiting: [(age: Int, continuation: CheckedContinuation<Void, Never>)] = []
    private var ages: [Test.ID: Int] = [:]

    init(free: Int) {
      self.free = free
    }

    /// Takes a place, or queues for one.
    mutating func take(for test: Test.ID?, _ continuation: CheckedContinuation<Void, Never>) -> Bool {
      // What belongs to no test, as the condition of a suite, keeps others waiting and goes first.
      let age = test.map { ages[$0, default: ages.count + 1] } ?? 0
      if let test { ages[test] = age }
      guard free == 0 else {
        free -= 1
        return true
      }
      waiting.insert((age, continuation), at: waiting.firstIndex { $0.age > age } ?? waiting.endIndex)
      return false
    }

    /// Gives a place back; who has it now.
    mutating func giveBack() -> CheckedContinuation<Void, Never>? {
      guard waiting.isEmpty else { return waiting.removeFirst().continuation }
      free += 1
      return nil
    }
  }
}
