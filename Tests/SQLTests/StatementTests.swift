import SystemPackage
import TestSupport
import Testing

@testable import SQL

/// Every constant by which a view asks for a field is compared with the library's own description of its nodes.
@Suite struct StatementTests {
  static let fields: [any SQLFieldName.Type] = [
    RangeVar.Field.self, Alias.Field.self, TypeName.Field.self, RoleSpec.Field.self, DefElem.Field.self,
    ObjectWithArgs.Field.self, CreateTable.Field.self, CreateForeignTable.Field.self, ColumnDef.Field.self,
    CollateClause.Field.self, Constraint.Field.self, LikeClause.Field.self, AlterTable.Field.self,
    AlterTableCommand.Field.self, CreateTableAs.Field.self, IntoClause.Field.self, Truncate.Field.self,
    LockTable.Field.self, RefreshMaterializedView.Field.self, PartitionSpec.Field.self, PartitionElement.Field.self,
    PartitionBoundSpec.Field.self, PartitionCommand.Field.self, CreateIndex.Field.self, IndexElement.Field.self,
    Reindex.Field.self, CreateView.Field.self, CreateRule.Field.self, CreatePolicy.Field.self,
    AlterPolicy.Field.self, Grant.Field.self, AccessPrivilege.Field.self, GrantRole.Field.self,
    AlterDefaultPrivileges.Field.self, DropOwned.Field.self, ReassignOwned.Field.self, CreateRole.Field.self,
    AlterRole.Field.self, AlterRoleSet.Field.self, DropRole.Field.self, CreateFunction.Field.self,
    FunctionParameter.Field.self, AlterFunction.Field.self, DoBlock.Field.self, Call.Field.self, Define.Field.self,
    CreateTrigger.Field.self, CreateEventTrigger.Field.self, CreateEnum.Field.self, AlterEnum.Field.self,
    CreateComposite.Field.self, CreateDomain.Field.self, AlterDomain.Field.self, CreateRange.Field.self,
    CreateSequence.Field.self, AlterSequence.Field.self, CreateSchema.Field.self, CreateExtension.Field.self,
    AlterExtension.Field.self, CreatePublication.Field.self, AlterPublication.Field.self,
    PublicationObject.Field.self, PublicationTable.Field.self, CreateSubscription.Field.self,
    CreateForeignServer.Field.self, CreateForeignDataWrapper.Field.self, CreateUserMapping.Field.self,
    ImportForeignSchema.Field.self, CreateLanguage.Field.self, CreateStatistics.Field.self, Drop.Field.self,
    Rename.Field.self, SetSchema.Field.self, ChangeOwner.Field.self, Comment.Field.self, SetVariable.Field.self,
    Transaction.Field.self, Execute.Field.self, Select.Field.self, ResultTarget.Field.self, WithClause.Field.self,
    CommonTableExpression.Field.self, RangeSubselect.Field.self, RangeFunction.Field.self, JoinExpression.Field.self,
    Insert.Field.self, Update.Field.self, Delete.Field.self, Merge.Field.self, Copy.Field.self,
    ColumnReference.Field.self, FunctionCall.Field.self, TypeCast.Field.self, Constant.Field.self,
    OperatorExpression.Field.self, BooleanExpression.Field.self, SubLink.Field.self, NullTest.Field.self,
    CaseExpression.Field.self,
  ]

  static let enumerations: [any SQLEnumeration.Type] = [
    DropBehavior.self, RoleSpecType.self, ObjectType.self, OnCommitAction.self, ConstraintType.self,
    AlterTableCommandType.self, SortOrder.self, NullsOrder.self, ViewCheckOption.self, GrantTarget.self,
    RoleStatementType.self, FunctionParameterMode.self, PublicationAction.self, PublicationObjectType.self,
    SetVariableKind.self, TransactionKind.self, SetOperation.self, OperatorKind.self, BooleanOperator.self,
    SubLinkType.self,
  ]

  @Test func `every field that a view reads is one of its kind`() throws {
    for names in Self.fields {
      let type = try #require(MessageType.named["\(names.nodeKind)"], "no node is a \(names.nodeKind)")
      for name in Self.names(of: names) {
        #expect(type.field(named: name) != nil, "\(names.nodeKind) has no field \(name)")
      }
    }
  }

  @Test func `every value that a program tells apart is one of its field`() throws {
    for values in Self.enumerations {
      let (kind, field) = values.origin
      let type = try #require(MessageType.named["\(kind)"], "no node is a \(kind)")
      let known = Set(try #require(type.field(named: field), "\(kind) has no field \(field)").valueNames)
      for name in Self.names(of: values) { #expect(known.contains(name), "\(kind).\(field) is never \(name)") }
    }
  }

  @Test func `no view is missing from these lists`() {
    let texts = Project.files(below: "Sources/Foundations/SQL/Statements", suffix: ".swift").compactMap {
      Project.text(of: Project.root.appending($0))
    }
    func count(_ words: String) -> Int {
      texts.map { $0.split(separator: "\n").count { $0.hasSuffix(words) && $0.contains("enum ") } }.reduce(0, +)
    }
    #expect(count(": String, SQLFieldName {") == Self.fields.count)
    #expect(count(": String, SQLEnumeration {") == Self.enumerations.count)
  }

  private static func names<Names: CaseIterable & RawRepresentable<String>>(of _: Names.Type) -> [String] {
    Names.allCases.map(\.rawValue)
  }
}
