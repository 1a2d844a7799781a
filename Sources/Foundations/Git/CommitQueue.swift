/// Commits that wait to be looked at: the youngest first, and of one age the one that came first.
struct CommitQueue {
  private var heap: [Item] = []
  private var count = 0

  private struct Item {
    let node: Int
    let time: Int64
    let turn: Int

    func precedes(_ other: Item) -> Bool { time != other.time ? time > other.time : turn < other.turn }
  }

  /// The time of the commit that is next, in seconds since 1970; nil when none waits.
  var nextTime: Int64? { heap.first?.time }

  mutating func push(_ node: Int, time: Int64) {
    heap.append(Item(node: node, time: time, turn: count))
    count += 1
    var child = heap.count - 1
    while child > 0, case let parent = (child - 1) / 2, heap[child].precedes(heap[parent]) {
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> Int? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first.node }
    heap[0] = last
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].precedes(heap[best]) {
        best = child
      }
      if best == parent { return first.node }
      heap.swapAt(parent, best)
      parent = best
    }
  }
}
