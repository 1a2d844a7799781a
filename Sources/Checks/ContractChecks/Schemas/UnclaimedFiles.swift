internal import Changes
internal import Documents

/// The files below the contracts root that nothing is known of but perhaps that they parse.
enum UnclaimedFiles {
  /// The paths of documents that are of no known kind, in their order.
  static func paths(among files: [ContractFile], beside known: [String]) -> [String] {
    let judged = Set(known)
    return files.compactMap { file in
      guard case .document = file.content, !judged.contains(file.path), !PlainSchema.isInstance(Array(file.path.utf8))
      else { return nil }
      return file.path
    }
  }

  /// What a reader should know about them, in one sentence: the first few by name.
  static func remarks(on paths: [String]) -> [String] {
    guard !paths.isEmpty else { return [] }
    let named = paths.prefix(limit).map { "`\($0)`" }.joined(separator: ", ")
    let rest = paths.count > limit ? " and \(paths.count - limit) more files" : ""
    return [
      "not checked as a schema: \(named)\(rest); add schemas to `schemas.files` in \(ContractCheck.policyPath)"
    ]
  }

  private static let limit = 3
}
