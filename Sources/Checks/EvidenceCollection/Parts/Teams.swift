internal import Documents
internal import Git
internal import HTTP
internal import Policy

extension EvidenceCollector {
  /// The members of the teams that the roles of the base branch name, and of those that were asked for.
  func teams(base: ObjectID?) async -> Node {
    var names = request.teams
    if let base { names += await teamsOfRoles(at: base) }
    var told: [(String, Node)] = []
    var asked: Set<FoldedName> = []
    for name in names where asked.insert(FoldedName(name)).inserted {
      told.append((name, await members(of: name)))
    }
    return .object(told)
  }

  private func members(of team: String) async -> Node {
    let parts = team.split(separator: "/", omittingEmptySubsequences: false).map { WebAddress.encoded(String($0)) }
    // "." and ".." would be steps of the path.
    guard parts.count == 2, !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
      return ["unreadable": "a team is named organisation/team"]
    }
    do throws(CollectionProblem) {
      var members: [Node] = []
      for member in try await api.list("/orgs/\(parts[0])/teams/\(parts[1])/members", with: .teams) {
        if let login = member.login { members.append(.string(login)) }
      }
      return ["members": .array(members)]
    } catch {
      // GitHub says "not found" to whoever may not look: that somebody is no member does not follow from it.
      return ["unreadable": .string(error.status.map(String.init) ?? error.reason)]
    }
  }

  /// The teams of `.signalbox/roles.yml`; a file that cannot be read names none, and checks say what is wrong with it.
  private func teamsOfRoles(at commit: ObjectID) async -> [String] {
    let file = ".signalbox/\(RolePolicy.fileName)"
    do throws(CollectionProblem) {
      return Self.teams(ofRoles: try await api.raw(path("contents/\(file)"), [("ref", commit.description)]))
    } catch {
      if error.status != 404 { note(file, error) }
      return []
    }
  }

  /// The teams that a file of roles names.
  package static func teams(ofRoles bytes: [UInt8]) -> [String] {
    do throws(DocumentError) {
      let roles = try Document.yaml(SourceText(bytes)).root["roles"]?.object.map(Array.init) ?? []
      return roles.flatMap { role in role.value["teams"]?.array?.compactMap(\.string) ?? [] }
    } catch {
      return []
    }
  }

  /// What everybody whose word may count is allowed to do in a repository.
  func permissions(in repository: String) async -> Node {
    let place = WebAddress.encoded(repository, except: "/")
    let addition = repository == request.repository ? "" : " in \(repository)"
    var told: [(String, Node)] = []
    let known = ["admin", "maintain", "write", "triage", "read", "none"]
    if actors.count > Self.actorLimit {
      note("permissions", CollectionProblem("only those of \(Self.actorLimit) people are read"))
    }
    // Apps have no permission of this kind, and their names end so.
    for actor in actors.prefix(Self.actorLimit) where !actor.hasSuffix("[bot]") {
      let permission = await reading("permission of \(actor)\(addition)") { () async throws(CollectionProblem) in
        let answer = try await api.get("/repos/\(place)/collaborators/\(WebAddress.encoded(actor))/permission")
        // A role of the organisation's own making is shown by what it is based on.
        let role = try answer["role_name"].optionalText
        if let role, known.contains(role) { return role }
        return try answer["permission"].text
      }
      if let permission, known.contains(permission) { told.append((actor, .string(permission))) }
    }
    return .object(told)
  }

  private static let actorLimit = 50
}
