/// The answer of a check; anything but `pass` blocks.
package enum Verdict: String, Sendable, CaseIterable {
  case pass
  case fail
  case undecided

  /// The verdict of several taken together: one `fail` fails all, and without one an `undecided` leaves all undecided.
  package init(of verdicts: some Sequence<Verdict>) {
    var all: Verdict = .pass
    for verdict in verdicts {
      switch verdict {
      case .fail: all = .fail
      case .undecided where all == .pass: all = .undecided
      case .undecided, .pass: break
      }
    }
    self = all
  }

  /// The status a process exits with.
  ///
  /// Next to these three only 64 is used, for a wrong command line (`sysexits.h`).
  package var exitCode: Int32 {
    switch self {
    case .pass: 0
    case .fail: 1
    case .undecided: 2
    }
  }
}
