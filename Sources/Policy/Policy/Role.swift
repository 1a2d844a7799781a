/// Who may give an approval: people by their logins, and everybody in some teams.
package struct Role: Sendable, Hashable {
  package let name: String
  package let users: [Login]

  /// Teams as `organisation/team`; who is in them is for the evidence to say.
  package let teams: [String]

  package init(name: String, users: [Login] = [], teams: [String] = []) {
    self.name = name
    self.users = users
    self.teams = teams
  }
}

extension Role {
  /// Whether nobody can be in it, whatever a team's members are.
  package var isEmpty: Bool { users.isEmpty && teams.isEmpty }
}

/// What `.signalbox/roles.yml` says.
package struct RolePolicy: Sendable {
  /// The file's name in `.signalbox/`.
  package static let fileName = "roles.yml"

  package let roles: [String: Role]

  package init(_ reader: inout PolicyReader) {
    var roles: [String: Role] = [:]
    reader.entries("roles") { name, reader in
      let users = reader.texts("users") ?? []
      let teams = reader.texts("teams") ?? []
      for team in teams where team.split(separator: "/", omittingEmptySubsequences: false).count != 2 {
        reader.refuse("teams", "a team is named organisation/team")
      }
      roles[name] = Role(name: name, users: users.map(Login.init), teams: teams)
    }
    self.roles = roles
  }
}
