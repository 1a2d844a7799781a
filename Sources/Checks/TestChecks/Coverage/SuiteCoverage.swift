internal import Git
internal import OperatingSystem
internal import SystemPackage
internal import TestReports

/// Takes down which lines of the files of a change a run has executed.
struct SuiteCoverage: Sendable {
  private let patterns: [String]

  /// The files that the change adds or edits, from the root.
  private let files: [String]

  init(_ patterns: [String], files: [String]) {
    self.patterns = patterns
    self.files = files
  }

  /// The largest report of coverage, in bytes.
  private static let limit = 256 << 20

  /// Adds to a record what the reports below a folder say.
  func take(
    into record: inout TestRunRecord, below folder: FilePath, of service: RepositoryPath, isFresh: (String) -> Bool
  ) {
    for pattern in patterns {
      let found = ReportPattern(pattern).paths(below: folder).map { ($0, folder.appending($0).string) }
      let fresh = found.filter { isFresh($0.1) }
      if fresh.isEmpty { record.coverageProblem = "\(pattern): the run wrote no such report" }
      for (name, path) in fresh {
        do throws(TestReportError) {
          let report = try CoverageReport(Self.bytes(at: path))
          record.coverage += covered(by: report, of: service)
        } catch {
          record.coverageProblem = "\(name): \(error)"
        }
      }
    }
  }

  private static func bytes(at path: String) throws(TestReportError) -> [UInt8] {
    do throws(FileReadingError) {
      return try FileReader.read(path, limit: limit)
    } catch {
      throw TestReportError(error.description)
    }
  }

  /// What a report says of the files of the change.
  func covered(by report: CoverageReport, of service: RepositoryPath) -> [CoveredFile] {
    let folder = service.text ?? ""
    return report.hits.keys.sorted().compactMap { name in
      guard let lines = report.hits[name], let path = path(of: name, report.sources, folder) else { return nil }
      return CoveredFile(
        path: path, executed: lines.filter { $0.value > 0 }.keys.sorted(),
        missed: lines.filter { $0.value == 0 }.keys.sorted())
    }
  }

  /// The file of the change that a report means: from the service's folder, from the root, or absolute; of several the
  /// one that shares most names.
  private func path(of name: String, _ sources: [String], _ folder: String) -> String? {
    let own = names(of: name)
    let candidates = [own] + sources.map { names(of: $0) + own }
    let isInService = { (file: String) in file.hasPrefix(folder.isEmpty ? "" : folder + "/") }
    for file in files where isInService(file) {
      let inService = names(of: String(file.dropFirst(folder.isEmpty ? 0 : folder.utf8.count + 1)))
      if own == inService || own == names(of: file) { return file }
    }
    return files.filter(isInService).first { file in
      candidates.contains { candidate in candidate.count > 1 && ends(candidate, with: names(of: file)) }
    }
  }

  private func names(of path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }

  private func ends(_ names: [Substring], with other: [Substring]) -> Bool {
    names.count >= other.count && names.suffix(other.count).elementsEqual(other)
  }
}
