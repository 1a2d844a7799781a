package import Git

/// A line that git gives a pre-push hook: what a reference is to become (githooks(5), "pre-push").
package struct PushedRef: Sendable, Equatable {
  /// What is pushed, as the command line had it: a full name, a revision such as `HEAD~1`, or `(delete)`.
  package let local: String

  /// The object that is pushed; `nil` for a deletion.
  package let localID: ObjectID?

  /// The full name that it gets at the remote.
  package let remote: String

  /// The object that is there now; `nil` where there is none.
  package let remoteID: ObjectID?

  /// Reads the lines of a hook's standard input.
  ///
  /// - Throws: `MalformedPushLine` for the first line that is none of git's.
  package static func lines(_ input: [UInt8]) throws(MalformedPushLine) -> [PushedRef] {
    var refs: [PushedRef] = []
    let lines = input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      refs.append(try PushedRef(String(decoding: line, as: UTF8.self), number: index + 1))
    }
    return refs
  }

  private init(_ line: String, number: Int) throws(MalformedPushLine) {
    // From the end: a revision may have spaces in it, as `HEAD@{2 days ago}` has, and the other words have none.
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count >= 4, !words[0].isEmpty else {
      throw MalformedPushLine(number: number, reason: "it has \(words.count) words, not four")
    }
    let (localID, remote, remoteID) = (words[words.count - 3], words[words.count - 2], words[words.count - 1])
    guard remote.hasPrefix("refs/") else {
      throw MalformedPushLine(number: number, reason: "\(remote.prefix(80)) is not the full name of a reference")
    }
    guard let new = ObjectID(localID), let old = ObjectID(remoteID) else {
      let wrong = ObjectID(localID) == nil ? localID : remoteID
      throw MalformedPushLine(number: number, reason: "\(wrong.prefix(80)) is not 40 hexadecimal digits")
    }
    local = words.dropLast(3).joined(separator: " ")
    self.localID = new == .zero ? nil : new
    self.remote = remote
    self.remoteID = old == .zero ? nil : old
  }

  /// Why there is nothing to check; `nil` where there is.
  var reasonToLeaveAlone: String? {
    if localID == nil { return "it is deleted" }
    if remote.hasPrefix("refs/tags/") { return "a tag changes no branch" }
    if remote.hasPrefix("refs/notes/") { return "notes change no branch" }
    return nil
  }
}

/// A line on standard input that git does not give a pre-push hook.
package struct MalformedPushLine: Error, Equatable, CustomStringConvertible {
  /// Counted from 1.
  package let number: Int
  package let reason: String

  package var description: String {
    "line \(number) of standard input is not `<local ref> <local id> <remote ref> <remote id>` as git gives it to a "
      + "pre-push hook: \(reason)"
  }
}
