internal import AsyncAPI
internal import Documents
internal import Findings

extension AgreementComparison {
  /// Compares what the application does; of a channel that is gone nothing more is told.
  mutating func compareOperations(_ channels: [(Application.Channel, Application.Channel)]) {
    let renamed = Dictionary(channels.map { ($0.0.name, $0.1.name) }) { first, _ in first }
    let known = new.application.operations
    let oldNames = Set(old.application.operations.map(\.name))
    for before in old.application.operations where old.isHere(before.site) {
      guard let channel = renamed[before.channel] else { continue }
      let same = known.first { $0.name == before.name }
      let moved = known.first { !oldNames.contains($0.name) && $0.role == before.role && $0.channel == channel }
      guard let after = same ?? moved else {
        // An operation whose channel cannot be resolved is told of as such.
        if new.set.node(at: new.application.root)["operations"]?[before.name] != nil { continue }
        note(
          AgreementBreak(
            "the operation `\(before.name)` is removed: \(before.role.loss(before.channel))",
            at: new.place(of: new.application.root), parts: parts(of: before)))
        continue
      }
      compare(before, after, on: channel)
    }
  }

  private func parts(of operation: Application.Operation) -> [AgreementBreak.Part?] {
    old.parts(["operations", operation.name], of: operation.site)
  }

  private mutating func compare(_ before: Application.Operation, _ after: Application.Operation, on channel: String) {
    let site = after.site
    let parts = parts(of: before)
    let there = new.application.channel(named: after.channel)?.messages.map(\.name)
    if before.role != after.role {
      note(
        AgreementBreak(
          "the operation `\(after.name)` no longer \(before.role.verb)s: \(before.role.loss(before.channel))",
          at: new.place(of: site), parts: parts))
    } else if after.channel != channel, there != nil {
      note(
        AgreementBreak(
          "the operation `\(after.name)` uses the channel `\(after.channel)` and no longer `\(channel)`",
          at: new.place(of: site), parts: parts))
    } else if let there, after.messages.allSatisfy(there.contains) {
      for name in before.messages where there.contains(name) && !after.messages.contains(name) {
        note(
          AgreementBreak(
            "the operation `\(after.name)` no longer \(before.role.verb)s the message `\(name)`",
            at: new.place(of: site), parts: parts))
      }
    }
    compareSecurity(before.security, after.security, "the operation `\(after.name)`", at: site, parts)
  }
}

extension Application.Role {
  fileprivate var verb: String { rawValue }

  /// What the other side loses.
  fileprivate func loss(_ channel: String) -> String {
    switch self {
    case .send: "receivers of `\(channel)` wait for messages that do not come"
    case .receive: "what others send to `\(channel)` is not received any more"
    }
  }
}
