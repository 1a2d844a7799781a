/// The name of an object in a schema.
package struct QualifiedName: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var schema: String
  package var name: String

  package init(_ schema: String, _ name: String) {
    self.schema = schema
    self.name = name
  }

  package var description: String { "\(schema).\(name)" }

  package static func < (first: QualifiedName, second: QualifiedName) -> Bool {
    (first.schema, first.name) < (second.schema, second.name)
  }
}

/// The identity of a routine: its name and the types of its input arguments.
package struct RoutineID: Hashable, Sendable, CustomStringConvertible {
  package var name: QualifiedName
  package var arguments: [String]

  package init(_ name: QualifiedName, _ arguments: [String]) {
    self.name = name
    self.arguments = arguments
  }

  package var description: String { "\(name)(\(arguments.joined(separator: ", ")))" }
}

/// An object of a database by its kind and name, or a part of one.
package enum ObjectID: Hashable, Sendable {
  case schema(String)
  case relation(QualifiedName)
  case column(QualifiedName, String)
  case constraint(QualifiedName, String)
  case index(QualifiedName, String)
  case policy(QualifiedName, String)
  case trigger(QualifiedName, String)
  case rule(QualifiedName, String)
  case routine(RoutineID)
  case type(QualifiedName)
  case role(String)
  case membership(role: String, member: String)
  case `extension`(String)
  case publication(String)
  case defaultPrivileges(DefaultPrivilegeScope)
  /// An object that the model knows by its kind and name alone, as a foreign server or a cast.
  case other(kind: String, name: String)

  /// The object that a part belongs to; an object itself.
  package var owner: ObjectID {
    switch self {
    case .column(let relation, _), .constraint(let relation, _), .index(let relation, _), .policy(let relation, _),
      .trigger(let relation, _), .rule(let relation, _):
      .relation(relation)
    case .membership(let role, _): .role(role)
    default: self
    }
  }

  /// The schema that the object is in; `nil` where it is in none.
  package var schema: String? {
    switch owner {
    case .schema(let name): name
    case .relation(let name), .type(let name): name.schema
    case .routine(let id): id.name.schema
    default: nil
    }
  }
}

extension ObjectID: CustomStringConvertible {
  package var description: String {
    switch self {
    case .schema(let name): "schema \(name)"
    case .relation(let name): "relation \(name)"
    case .column(let relation, let name) where relation.schema.isEmpty:
      "column \(relation.name.isEmpty ? name : "\(relation.name).\(name)")"
    case .column(let relation, let name): "column \(relation).\(name)"
    case .constraint(let relation, let name): "constraint \(name) of \(relation)"
    case .index(let relation, let name): "index \(relation.schema).\(name)"
    case .policy(let relation, let name): "policy \(name) of \(relation)"
    case .trigger(let relation, let name): "trigger \(name) of \(relation)"
    case .rule(let relation, let name): "rule \(name) of \(relation)"
    case .routine(let id): "function \(id)"
    case .type(let name): "type \(name)"
    case .role(let name): "role \(name)"
    case .membership(let role, let member): "membership of \(member) in \(role)"
    case .extension(let name): "extension \(name)"
    case .publication(let name): "publication \(name)"
    case .defaultPrivileges(let scope): "default privileges of \(scope.role)"
    case .other(let kind, let name): "\(kind) \(name)"
    }
  }
}

/// What `ALTER DEFAULT PRIVILEGES` is about.
package struct DefaultPrivilegeScope: Hashable, Sendable {
  /// Whose new objects get the privileges.
  package var role: String
  /// In which schema; `nil` for all of them.
  package var schema: String?
  package var kind: AccessKind
}
