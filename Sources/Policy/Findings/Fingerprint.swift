internal import Documents

extension Finding {
  /// Gives each finding its fingerprint: 16 bytes of SHA-256, in hexadecimal, over rule, path and the text of the line.
  ///
  /// The number of the line is left out, so that a finding keeps its fingerprint while other lines come and go. Findings
  /// that are equal in all three are numbered in the order of the report.
  ///
  /// - Parameters:
  ///   - findings: the findings, in the order of the report.
  ///   - path: the path of a place that counts, for a file that was elsewhere before.
  /// - Returns: the findings, in their order.
  package static func fingerprinted(
    _ findings: [Finding], path: (Place) -> String = { $0.path }
  ) -> [Finding] {
    var seen: [[String]: Int] = [:]
    return findings.map { finding in
      let line = finding.place?.span.map { trimmed($0.excerpt.text) } ?? ""
      let identity = [finding.rule, finding.place.map(path) ?? "", line]
      let number = seen[identity, default: 0]
      seen[identity] = number + 1
      var copy = finding
      let digest = Digest.sha256(of: Array((identity + [String(number)]).joined(separator: "\u{0}").utf8))
      copy.fingerprint = String(digest.hexadecimal.prefix(32))
      return copy
    }
  }

  private static func trimmed(_ line: String) -> String {
    let isBlank = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
    let scalars = line.unicodeScalars.drop(while: isBlank)
    let end = scalars.lastIndex { !isBlank($0) }
    return end.map { String(String.UnicodeScalarView(scalars[...$0])) } ?? ""
  }
}
