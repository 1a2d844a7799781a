import Terraform
import Testing

@Suite struct HCLFileTests {
  @Test func `modules, backends and strings are read through comments, templates and heredocs`() throws {
    let file = try HCLFile(
      Array(
        """
        # a { comment
        terraform {
          backend "s3" {
            key = "production/x.tfstate" // "not this"
          }
        }
        module "orders" {
          source = "../../modules/topic" /* } */
          name   = "x-${var.a == "}" ? "b" : "c"}-y"
          text   = <<-EOT
            } "quoted ${"
          EOT
          list   = [
            "a",
            { b = "c" },
          ]
        }
        """.utf8))
    let module = try #require(file.body.blocks("module").first)
    #expect(module.labels == ["orders"])
    #expect(module.body.attribute("source")?.literal == "../../modules/topic")
    #expect(module.body.attribute("name")?.literal == nil)
    #expect(module.body.attribute("list")?.strings == ["a", "c"])
    #expect(file.body.blocks("terraform").first?.body.blocks("backend").first?.body.attribute("key")?.line == 4)
  }

  @Test func `the same is read of JSON`() throws {
    let file = try HCLFile(json: Array(#"{"module": {"a": {"source": "./b"}}}"#.utf8))
    #expect(file.body.blocks("module").contains { $0.labels == ["a"] && $0.body.attribute("source")?.literal == "./b" })
  }

  @Test(arguments: [
    ("module \"a\" {", 1), ("a = [1\n", 1), ("a = \"x\n\"", 1), ("}", 1), ("a = <<X\ny\n", 1), ("/* x", 1),
    ("\n\n= 1", 3),
    (String(repeating: "a {\n", count: 70), 65),
  ])
  func `what is no HCL is told with its line`(text: String, line: Int) {
    let error = #expect(throws: HCLError.self) { try HCLFile(Array(text.utf8)) }
    #expect(error?.line == line, "\(error.map(String.init(describing:)) ?? "")")
  }
}
