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

  /// What the file is held to before anybody reads it.
  package static let schema = DocumentSchema(PackageResources.roles_schema_json)

  package let roles: [String: Role]

  /// Lays the files over each other, lowest first.
  ///
  /// - Throws: `UnreadablePolicy` with all that is wrong in all files.
  package init(_ files: [PolicyFile]) throws(UnreadablePolicy) {
    let faults = files.flatMap { $0.faults(by: Self.schema) { reader in _ = RolePolicy(&reader) } }
    guard faults.isEmpty else { throw UnreadablePolicy(faults) }
    var reader = PolicyReader(LayeredPolicy(files).root.node)
    self.init(&reader)
  }

  package init(_ reader: inout PolicyReader) {
    _ = reader.number("version")
    var roles: [String: Role] = [:]
    reader.entries("roles") { name, reader in
      let users = reader.texts("users") ?? []
      let teams = reader.texts("teams") ?? []
      roles[name] = Role(name: name, users: users.map(Login.init), teams: teams)
    }
    self.roles = roles
  }
}
