internal import Changes
internal import Documents

/// Evidence: what fits its schema is read, and what is read fits it.
enum EvidenceTarget {
  static func run(_ bytes: [UInt8]) throws(FuzzFinding) {
    do throws(UnreadableEvidence) {
      _ = try Evidence(SourceText(bytes), path: "evidence.json")
    } catch {
      try require(!error.message.isEmpty, "a document is refused without a reason")
    }
  }
}
