internal import Processes

extension Linter {
  /// What an ending means that is not that of a linter which has done its work.
  static func complaint(of ending: ToolEnding) -> (outcome: LinterRun.Outcome, detail: String) {
    switch ending.how {
    case .couldNotStart(let why): return (.missing, why)
    case .timedOut: return (.timedOut, "it was stopped")
    case .signalled(let signal): return (.crashed, "signal \(signal) ended it")
    case .exited where ending.output.isCut: return (.outputCut, "\(ending.output.bytes.count) bytes were read")
    // As a shell says that there is no such program (POSIX, XCU section 2.8.2).
    case .exited(127): return (.missing, "exit status 127" + words(of: ending))
    case .exited(let status): return (.crashed, "exit status \(status)" + words(of: ending))
    }
  }

  /// What it said last, as far as that is worth a line.
  private static func words(of ending: ToolEnding) -> String {
    words(of: ending.error.bytes.isEmpty ? ending.output : ending.error)
  }

  static func words(of said: CapturedBytes) -> String {
    let text = String(decoding: said.bytes.prefix(4096), as: UTF8.self)
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(400)
    return words.isEmpty ? "" : ", \(words)"
  }

  /// Cuts a list of files so that each part fits on a command line.
  static func batches(of files: [GivenFile], in package: LintPackage) -> [[GivenFile]] {
    var batches: [[GivenFile]] = []
    var batch: [GivenFile] = []
    var size = 0
    for file in files {
      let own = file.argument(from: package.folder).utf8.count + 1
      if !batch.isEmpty, size + own > argumentLimit || batch.count == countLimit {
        batches.append(batch)
        (batch, size) = ([], 0)
      }
      batch.append(file)
      size += own
    }
    return batches + (batch.isEmpty ? [] : [batch])
  }

  /// Linux takes at least 128 KiB of arguments and variables together (execve(2)); this leaves room for the variables.
  private static let argumentLimit = 64 << 10

  private static let countLimit = 1000
}
