internal import Calendars
internal import Changes
internal import Documents
internal import Git
internal import Policy

/// Who is the commander on duty, by a file at the tip of the default branch: a list of `{ login, from, until }`, half open.
struct IncidentRota {
  enum Duty {
    case person(Login)
    case unknown(String)
  }

  private struct Turn {
    let login: Login
    let range: Range<Instant>
  }

  private let turns: [Turn]
  private let problem: String?

  /// Reads the file; of one that cannot be read every answer is unknown.
  init(at path: RepositoryPath, in history: any CommitHistory) {
    do {
      guard let bytes = try history.file(path) else {
        (turns, problem) = ([], "the default branch has no \(path)")
        return
      }
      let document = try Document.yaml(SourceText(bytes))
      try document.requireNoDefects()
      guard let list = document.root.array else {
        (turns, problem) = ([], "\(path) is no list")
        return
      }
      var turns: [Turn] = []
      for (index, element) in list.enumerated() {
        guard let login = element["login"]?.string, !login.isEmpty,
          let from = element["from"]?.string.flatMap({ Instant(rfc3339: $0) }),
          let until = element["until"]?.string.flatMap({ Instant(rfc3339: $0) }), from < until
        else {
          (self.turns, problem) = ([], "entry \(index + 1) of \(path) is no { login, from, until }")
          return
        }
        turns.append(Turn(login: Login(login), range: from..<until))
      }
      (self.turns, problem) = (turns, nil)
    } catch let error as GitError {
      (turns, problem) = ([], error.message)
    } catch let error as DocumentError {
      (turns, problem) = ([], "\(path): \(error.message)")
    } catch {
      (turns, problem) = ([], "\(path) cannot be read")
    }
  }

  func onDuty(at instant: Instant) -> Duty {
    if let problem { return .unknown(problem) }
    let people = Set(turns.filter { $0.range.contains(instant) }.map(\.login))
    guard let person = people.first else { return .unknown("the rota has a gap there") }
    return people.count == 1 ? .person(person) : .unknown("the rota names \(people.count) people")
  }
}
