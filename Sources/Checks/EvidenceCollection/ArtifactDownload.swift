/// Where the artifacts of some workflows are kept, and how much of them.
package struct ArtifactDownload {
  /// The files of workflows whose artifacts are downloaded; where none is named, the one that the policy names for plans.
  let workflows: [String]

  /// Keeps a file under a name, and returns its path from the document's folder.
  let keep: (String, [UInt8]) throws(CollectionProblem) -> String

  /// An envelope of a plan has some kilobytes, a plan of a large configuration some megabytes; packed, in bytes.
  static let sizeLimit = 16 << 20

  /// How many are downloaded: more than environments of a pull request with some pushes.
  static let countLimit = 60

  /// How many bytes all files have that are kept.
  static let totalLimit = 256 << 20

  package init(
    workflows: [String], keep: @escaping (String, [UInt8]) throws(CollectionProblem) -> String
  ) {
    self.workflows = workflows
    self.keep = keep
  }
}
