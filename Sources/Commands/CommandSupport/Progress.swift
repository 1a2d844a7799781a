/// A line on the terminal for whoever has been waiting for more than a second.
struct Progress {
  private let task: Task<Void, Never>?
  private let name: String
  private let isShown: Bool
  private let start = ContinuousClock.now

  /// Starts to wait; nothing is shown to anything but a terminal.
  init(of name: String, isShown: Bool) {
    self.name = name
    self.isShown = isShown
    guard isShown else {
      task = nil
      return
    }
    task = Task.detached {
      let clock = ContinuousClock()
      let start = clock.now
      do {
        while true {
          try await clock.sleep(for: .seconds(1))
          Files.say("\r\(name): judging, \((clock.now - start).components.seconds) s\u{1B}[K")
        }
      } catch {
        // Cancelled: the work is done.
        if clock.now - start > .seconds(1) { Files.say("\r\u{1B}[K") }
      }
    }
  }

  /// Ends the waiting; where somebody asks for it, it is told how long it took if that was over a second.
  func stop(tellingTime: Bool = false) {
    task?.cancel()
    let time = ContinuousClock.now - start
    guard tellingTime, isShown, time > .seconds(1) else { return }
    let tenths = time.components.seconds * 10 + time.components.attoseconds / 100_000_000_000_000_000
    Files.say("\r\(name): \(tenths / 10).\(tenths % 10) s\u{1B}[K\n")
  }
}
