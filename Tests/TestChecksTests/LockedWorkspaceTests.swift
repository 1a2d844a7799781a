import Changes
import Git
import Policy
import Testing

@testable import TestChecks

@Suite struct LockedWorkspaceTests {
  private func lock(a: String = "1.0.0", b: String = "1.0.0", deep: String = "1.0.0") -> String {
    """
    { "lockfileVersion": 3, "packages": {
      "": { "workspaces": ["services/*"] },
      "services/orders": { "name": "orders", "dependencies": { "a": "1" } },
      "services/billing": { "name": "billing", "devDependencies": { "b": "1" } },
      "node_modules/a": { "version": "\(a)", "dependencies": { "deep": "1" } },
      "node_modules/b": { "version": "\(b)" },
      "node_modules/deep": { "version": "2.0.0" },
      "node_modules/a/node_modules/deep": { "version": "\(deep)" }
    } }
    """
  }

  private func entries(_ text: String, of workspace: String) throws -> [String]? {
    let side = try Change(Example("-- package-lock.json --\n\(text)"), of: TestCheck.self).judged
    return try LockedWorkspace.entries(of: workspace, in: "package-lock.json", side)
  }

  @Test func `a workspace has the entries that it resolves to, the nearest of each name`() throws {
    let old = try #require(try entries(lock(), of: "services/orders"))
    #expect(old.count == 3)
    #expect(try entries(lock(b: "1.0.1"), of: "services/orders") == old)
    #expect(try entries(lock(a: "1.0.1"), of: "services/orders") != old)
    #expect(try entries(lock(deep: "1.0.1"), of: "services/orders") != old)
    #expect(try entries(lock(deep: "1.0.1"), of: "services/billing") == entries(lock(), of: "services/billing"))
  }

  @Test(arguments: ["{", "{}", #"{ "packages": {} }"#, #"{ "packages": [] }"#, #"{ "packages": {}, "packages": {} }"#])
  func `where the workspace is not found the whole file counts`(text: String) throws {
    #expect(try entries(text, of: "services/orders") == nil)
  }

  @Test(arguments: [("1.0.0", []), ("1.0.1", ["orders"])])
  func `a change of the lock file affects whom it concerns`(a: String, affected: [String]) throws {
    let policy = try policy(
      """
      services:
        orders: { folder: services/orders, lock: { file: package-lock.json, workspace: services/orders } }
      """)
    let change = try Change(
      Example(
        """
        -- base: package-lock.json --
        \(lock())
        -- package-lock.json --
        \(lock(a: a, b: "7.0.0"))
        """), of: TestCheck.self)
    #expect(try AffectedServices(change, policy: policy).reasons.keys.sorted() == affected)
  }
}
