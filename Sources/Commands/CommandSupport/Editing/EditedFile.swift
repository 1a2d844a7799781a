package import Documents
package import Findings

/// A file that is edited, with the edits.
package struct EditedFile {
  /// The file as it is shown.
  package let path: String

  /// Where it is written.
  package let destination: String

  package let source: SourceText
  package let edits: [TextEdit]

  package init(path: String, destination: String? = nil, source: SourceText, edits: [TextEdit]) {
    self.path = path
    self.destination = destination ?? path
    self.source = source
    self.edits = edits.separated(in: source)
  }
}

extension [EditedFile] {
  /// Writes the files, each whole, or shows the edits and writes nothing.
  ///
  /// - Throws: `FileProblem` where a file cannot be written.
  package func write(showing isDiff: Bool) throws(FileProblem) {
    for file in self where !file.edits.isEmpty {
      if isDiff {
        try Files.writeToOutput(UnifiedDiff(of: file.source, path: file.path, file.edits).bytes)
      } else {
        try Files.write(file.source.applying(file.edits).bytes, to: file.destination)
      }
    }
  }
}
