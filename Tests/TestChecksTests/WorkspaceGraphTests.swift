import Changes
import Documents
import Git
import Policy
import Testing

@testable import TestChecks

@Suite struct WorkspaceGraphTests {
  private static let services = """
    services:
      orders: { folder: services/orders, shared: [packages/events], depends: [billing], consumes: ["contracts/pay/**"] }
      billing: { folder: services/billing, produces: ["contracts/pay/**"] }
    """

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let files: String
    /// What the policy does not know: the service, the key that lacks it, and the value.
    let undeclared: [String]
  }

  static let cases = [
    Case(
      testDescription: "a package of the workspace by its name",
      files: """
        -- packages/tools/package.json --
        { "name": "@acme/tools" }
        -- packages/events/package.json --
        { "name": "@acme/events" }
        -- services/orders/package.json --
        { "dependencies": { "@acme/events": "1.0.0", "express": "^5" }, "devDependencies": { "@acme/tools": "*" } }
        """, undeclared: ["orders shared packages/tools"]),
    Case(
      testDescription: "a package by its path, and a service that depends on another one",
      files: """
        -- services/orders/package.json --
        { "dependencies": { "a": "file:../billing", "b": "link:../../packages/b", "c": "file:./own" } }
        -- services/billing/package.json --
        { "name": "billing", "dependencies": { "d": "file:../orders" } }
        """, undeclared: ["billing depends orders", "orders shared packages/b"]),
    Case(
      testDescription: "what a shared package depends on is shared, too",
      files: """
        -- packages/base/package.json --
        { "name": "base" }
        -- packages/events/package.json --
        { "name": "events", "dependencies": { "base": "*" } }
        """, undeclared: ["orders shared packages/base"]),
    Case(
      testDescription: "a Gemfile",
      files: """
        -- services/billing/Gemfile --
        gem 'money'
        # gem 'old', path: '../old'
        gem "events", path: "../../packages/events"
        gem 'ledger', :path => '../ledger'
        path '../orders' do
          gem 'orders'
        end
        """, undeclared: ["billing depends orders", "billing shared packages/events", "billing shared services/ledger"]),
    Case(
      testDescription: "a module of Go",
      files: """
        -- services/billing/go.mod --
        module acme/billing
        replace acme/events => ../../packages/events // for now
        replace (
          acme/far => example.com/far v1.0.0
          acme/near => ../near
        )
        """, undeclared: ["billing shared packages/events", "billing shared services/near"]),
    Case(
      testDescription: "a configuration of TypeScript with comments and a last comma",
      files: """
        -- tsconfig.base.json --
        {}
        -- services/billing/tsconfig.json --
        {
          // all of us
          "extends": "../../tsconfig.base", /* "extends": "../x" */
          "references": [{ "path": "../orders" }, { "path": "./own" },],
        }
        """, undeclared: ["billing depends orders", "billing shared tsconfig.base.json"]),
    Case(
      testDescription: "who sends and who receives by AsyncAPI",
      files: """
        -- contracts/pay/paid.json --
        { "type": "object" }
        -- services/orders/asyncapi.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels:
          paid:
            address: payments
            messages: { paid: { payload: { $ref: ../../contracts/pay/paid.json } } }
          placed:
            address: orders
            messages: { placed: { payload: { $ref: ../../contracts/orders/placed.json } } }
        operations:
          onPaid: { action: receive, channel: { $ref: "#/channels/paid" } }
          sendPlaced: { action: send, channel: { $ref: "#/channels/placed" } }
        -- contracts/orders/placed.json --
        { "type": "object" }
        """, undeclared: ["orders produces contracts/orders/placed.json"]),
    Case(
      testDescription: "a path that leaves the repository, and files that cannot be read, are no edge",
      files: """
        -- services/billing/package.json --
        { "dependencies": { "a": "file:../../../elsewhere" } }
        -- services/billing/node_modules/x/package.json --
        { "dependencies": { "a": "file:../../../orders" } }
        -- services/orders/package.json --
        { "dependencies":
        """, undeclared: []),
  ]

  @Test(arguments: cases)
  func `files of a workspace show edges, and those that the policy lacks are told`(given: Case) throws {
    let policy = try policy(Self.services)
    let side = try Change(Example(given.files), of: TestCheck.self).judged
    let graph = try WorkspaceGraph(side, policy: policy)
    let undeclared = graph.undeclared.map { "\($0.service) \($0.key(in: policy.own)) \($0.value(in: policy.own))" }
    #expect(undeclared.sorted() == given.undeclared)
  }

  @Test(arguments: [
    ("{ // a\n \"b\": 1, /* c */ }", ["b"]), ("{ \"// d\": \"/* e */\", }", ["// d"]),
    ("{ \"f\\\"//\": [1, 2,], }", ["f\"//"]),
    ("{ /*", []),
  ])
  func `comments and last commas are taken out, and texts left as they are`(text: String, keys: [String]) {
    let plain = WorkspaceFile.withoutComments(Array(text.utf8))
    do throws(DocumentError) {
      let root = try Document.json(SourceText(plain)).root
      #expect(root.object?.map(\.key) == keys)
    } catch {
      #expect(keys.isEmpty)
    }
  }
}
