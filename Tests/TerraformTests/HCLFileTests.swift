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
    (#""\u002e/a""#, "./a"), (#""\U0000002e/a""#, "./a"), (#""a\tb\"c""#, "a\tb\"c"), (#""$${x}""#, "${x}"),
    (#""${x}""#, nil), (#""a" + "b""#, nil), (#"("a")"#, nil),
  ])
  func `a string is what its escapes say, and none with a template`(text: String, literal: String?) throws {
    #expect(try HCLFile(Array("a = \(text)\n".utf8)).body.attribute("a")?.literal == literal)
  }

  @Test func `a string of JSON is a template, too`() throws {
    let file = try HCLFile(json: Array(#"{"a": "${x}", "b": "x"}"#.utf8))
    #expect(file.body.attribute("a")?.literal == nil)
    #expect(file.body.attribute("b")?.literal == "x")
  }

  @Test(arguments: [
    ("module \"a\" {", 1), ("a = [1\n", 1), ("a = \"x\n\"", 1), ("}", 1), ("a = <<X\ny\n", 1), ("/* x", 1),
    ("\n\n= 1", 3), (#"a = "\u00""#, 1), (#"a = "\uD800""#, 1),
    (String(repeating: "a {\n", count: 70), 65),
  ])
  func `what is no HCL is told with its line`(text: String, line: Int) {
    let error = #expect(throws: HCLError.self) { try HCLFile(Array(text.utf8)) }
    #expect(error?.line == line, "\(error.map(String.init(describing:)) ?? "")")
  }
}
