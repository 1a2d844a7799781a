internal import Documents
internal import Terraform

/// Plans: in pieces of any size they are the same, an envelope that is written is read as it was, and no archive inflates to
/// more than it says.
enum PlanTarget {
  static func run(_ bytes: [UInt8]) throws(FuzzFinding) {
    let whole = envelope(of: bytes, size: max(1, bytes.count))
    let pieces = envelope(of: bytes, size: bytes.count % 7 + 1)
    try require(whole?.node.json() == pieces?.node.json(), "in pieces it is another plan")
    if let whole {
      let written = whole.node.jsonBytes()
      let again = envelope(of: written, size: written.count)
      try require(again?.node.jsonBytes() == written, "what was written is another envelope")
    }
    _ = result { () throws(UnreadablePlan) in try PlanFileFacts(planFile: bytes) }
    guard let archive = result({ () throws(ZipError) in try ZipArchive(bytes) }) else { return }
    for entry in archive.entries {
      guard let content = result({ () throws(ZipError) in try archive.contents(of: entry) }) else { continue }
      try require(
        content.count == entry.size && content.count <= ZipArchive.sizeLimit, "a file is larger than it says")
    }
  }

  private static func envelope(of bytes: [UInt8], size: Int) -> PlanEnvelope? {
    result { () throws(UnreadablePlan) in
      var reader = PlanReader(environments: ["production", "staging"], runbooks: "docs/runbooks")
      for start in stride(from: 0, to: bytes.count, by: size) {
        try reader.take(Array(bytes[start..<min(bytes.count, start + size)]))
      }
      return try reader.finish()
    }
  }
}
