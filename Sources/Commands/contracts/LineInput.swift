internal import CommandSupport
internal import Processes

/// Lines of a file or of standard input, with what goes wrong told as of any other file of the command line.
extension LineSource {
  /// Opens a file, or standard input for `-`.
  ///
  /// - Throws: `FileProblem` where it cannot be read.
  init(opening path: String) throws(FileProblem) {
    do throws(LineSource.Problem) {
      self = path == "-" ? LineSource() : try LineSource(path: path)
    } catch {
      throw FileProblem(description: error.description)
    }
  }

  /// The next line; `nil` at the end.
  ///
  /// - Throws: `FileProblem` where it cannot be read, or has more bytes than the limit.
  mutating func line(limit: Int) throws(FileProblem) -> [UInt8]? {
    do throws(LineSource.Problem) {
      return try next(limit: limit)
    } catch {
      throw FileProblem(description: error.description)
    }
  }
}
