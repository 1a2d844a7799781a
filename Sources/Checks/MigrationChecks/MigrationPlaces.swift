internal import Documents
internal import Findings
internal import SQL

/// What several rules ask of a change.
extension MigrationChange {
  /// What a rule says of each problem of a kind with a transaction.
  func transactionProblems(
    _ kind: TransactionProblem.Kind, _ finding: (_ message: String, _ place: Place) -> Finding
  ) -> [Finding] {
    directions.flatMap { file, direction in
      direction.problems.filter { $0.kind == kind }.map { problem in
        finding(problem.message, Place(path: file.path, problem.range, of: direction.script.source))
      }
    }
  }

  /// What a rule says of each error of a kind in the text of a direction.
  func errors(_ kind: SQLError.Kind, _ finding: (_ error: SQLError, _ place: Place) -> Finding) -> [Finding] {
    directions.flatMap { file, direction in
      direction.script.errors.filter { $0.kind == kind }.map { error in
        finding(error, Place(error.range, of: direction.script.source, path: file.path))
      }
    }
  }
}

extension Place {
  /// The first line of a range of a file, since a statement may have hundreds; without a range the file as a whole.
  init(path: String, _ range: SourceRange?, of source: SourceText) {
    guard let range else {
      self.init(path: path)
      return
    }
    let line = source.range(ofLine: source.position(at: Int(range.start)).line)
    let end = min(Int(range.end), line.map { Int($0.end) } ?? Int(range.end))
    self.init(SourceRange(Int(range.start), end), of: source, path: path)
  }
}
