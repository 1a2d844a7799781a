package import Calendars
package import Changes
internal import Git

/// The next decision record, made from the template.
package struct DecisionDraft {
  /// From the top of the repository.
  package let path: String
  package let text: String

  /// - Parameters:
  ///   - title: the decision, as a sentence.
  ///   - trees: trees whose numbers are taken; the template is of the first that has it.
  ///   - policy: where records and their template are.
  ///   - now: the instant whose day it gets.
  package init(_ title: String, after trees: [Snapshot], policy: DecisionPolicy, at now: Instant) {
    let folder = policy.folder ?? "docs/adr"
    let taken = trees.flatMap { $0.paths(below: folder) }.filter { $0 != policy.template }
      .compactMap(DecisionRecord.number)
    let number = DecisionRecord.shown((taken.max() ?? 0) + 1)
    path = "\(folder)/\(number)-\(Self.slug(of: title)).md"
    let template = policy.template.flatMap { path in trees.lazy.compactMap { $0.bytes(path) }.first }
    let date = CivilDate(daysSince1970: now.secondsSince1970 / 86_400)
    // A title is one line, whatever it was given as.
    let line = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var lines = (template.map { String(decoding: $0, as: UTF8.self) } ?? Self.usual).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    if let heading = lines.firstIndex(where: { $0.hasPrefix("# ") }) { lines[heading] = "# \(number): \(line)" }
    text = lines.joined(separator: "\n").replacing("NNNN", with: number).replacing("YYYY-MM-DD", with: "\(date)")
  }

  /// The words of a title for the name of a file.
  package static func slug(of title: String) -> String {
    let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return String(words.joined(separator: "-").prefix(60))
  }

  private static let usual = """
    # NNNN: Title

    - Status: proposed
    - Date: YYYY-MM-DD
    - Deciders:

    ## Context

    ## Decision

    ## Consequences

    """
}
