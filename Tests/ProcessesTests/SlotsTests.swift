import TestSupport
import Testing

/// How many programs the tests run at a time.
@Suite struct SlotsTests {
  @Test(arguments: [1, 2, 5])
  func `no more than so many go on at a time, and each has its turn`(count: Int) async {
    let slots = Slots(count)
    let tally = Tally()
    await withTaskGroup { group in
      for _ in 0..<40 {
        group.addTask {
          await slots.take {
            await tally.begin()
            for _ in 0..<10 { await Task.yield() }
            await tally.end()
          }
        }
      }
    }
    #expect(await tally.all == 40)
    #expect(await tally.most <= count)
  }

  @Test func `what fails gives its place back`() async {
    let slots = Slots(1)
    for _ in 0..<3 {
      await #expect(throws: CancellationError.self) { try await slots.take { throw CancellationError() } }
    }
    #expect(await slots.take { 1 } == 1)
  }

  private actor Tally {
    var all = 0
    var most = 0
    private var now = 0

    func begin() {
      all += 1
      now += 1
      most = max(most, now)
    }

    func end() { now -= 1 }
  }
}
