/// A line on the terminal for whoever has been waiting for more than a second.
struct Progress {
  private let task: Task<Void, Never>?

  /// Starts to wait; nothing is shown to anything but a terminal.
  init(of name: String, isShown: Bool) {
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

  func stop() {
    task?.cancel()
  }
}
