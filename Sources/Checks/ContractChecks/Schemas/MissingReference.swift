internal import Git
internal import JSONSchema
internal import Policy

/// Why a reference leads to no document, as far as the names of files tell.
extension ContractLibrary {
  /// An error about a reference, with what is there under a name like it.
  ///
  /// - Parameters:
  ///   - error: what came of resolving it.
  ///   - text: the reference as it is written.
  ///   - path: the file that it is written in.
  /// - Returns: the same error, with more to say where there is more.
  func explained(_ error: SchemaError, _ text: String, in path: String) -> SchemaError {
    guard error.kind == .missingDocument, let (fact, help) = bearer(of: text, in: path) else { return error }
    return SchemaError(
      kind: error.kind, message: "cannot resolve `\(text)`: \(fact)", help: help,
      document: error.document, range: error.range, pointer: error.pointer)
  }

  /// What is named like the target of a reference, and what to do.
  private func bearer(of text: String, in path: String) -> (fact: String, help: String)? {
    let target = FileURI.resolve(text, against: Self.uri(of: RepositoryPath(path)))
    if let file = FileURI.path(of: target), let outside = fileOutside(RepositoryPath(String(file.dropFirst()))) {
      return (
        "\(outside) is outside of \(rootName), and no file outside of it is read",
        "move it below \(rootName), or name a root that has both"
      )
    }
    let name = FileURI.resolve(text, against: "file:///").split(separator: "/").last.map(String.init) ?? ""
    guard !name.isEmpty else { return nil }
    let files = allFiles().map(\.path.description).filter { $0 != path }
    func lastName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
    if let same = files.first(where: { lastName($0) == name }) {
      return ("the file of that name is \(same)", "correct the folder in the reference")
    }
    if let spelled = files.first(where: { lastName($0).lowercased() == name.lowercased() }) {
      return ("\(spelled) is spelled otherwise", "write the reference as the file is named")
    }
    let versionless = Self.withoutDigits(name)
    if versionless != name, let other = files.first(where: { Self.withoutDigits(lastName($0)) == versionless }) {
      return ("\(other) is another version", "refer to a version that is there, or add this one")
    }
    guard let near = Suggestion.nearest(to: name, among: Set(files.map(lastName))),
      let file = files.first(where: { lastName($0) == near })
    else { return nil }
    return ("the nearest name is \(file)", "did you mean \(near)?")
  }

  private static func withoutDigits(_ name: String) -> String {
    String(name.unicodeScalars.filter { !("0"..."9").contains($0) })
  }
}
