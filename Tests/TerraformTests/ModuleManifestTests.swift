import Documents
import SystemPackage
import Terraform
import TestSupport
import Testing

/// The modules that the reader finds, beside those that Terraform writes into `.terraform/modules/modules.json`.
@Suite(.enabled(if: Project.hasProgram("terraform"), "terraform is not in PATH"))
struct ModuleManifestTests {
  /// Files by their paths; the root module is `root`, and `leaf` is there always.
  private static let configurations: [(name: String, files: [String: String])] = [
    (
      "comments and heredocs",
      [
        "root/main.tf": """
        # module "no" { source = "./no" }
        /* module "nor" {
          source = "./nor" } */
        locals {
          text = <<-EOT
            module "neither" { source = "./neither" }
          EOT
          other = "module \\"x\\" { source = \\"./y\\" }" // }
        }
        module "a" {
          source = "../leaf" # "./other"
        }
        """
      ]
    ),
    (
      "modules in modules",
      [
        "root/main.tf": "module \"a\" {\n  source = \"./inner\"\n}\n",
        "root/inner/main.tf":
          "module \"b\" {\n  source = \"../../leaf\"\n}\nmodule \"c\" {\n  source = \"../../second\"\n}\n",
        "second/main.tf": "module \"d\" {\n  source = \"../leaf\"\n}\n",
      ]
    ),
    (
      "one line, and a character by its number",
      [
        "root/main.tf": "module \"a\" { source = \"\\u002e./leaf\" }\n",
        "root/b.tf": "\u{FEFF}module b {\r\n  source = \"../leaf\"\r\n}\r\n",
      ]
    ),
    (
      "JSON",
      [
        "root/main.tf.json": #"{"module": {"a": {"source": "../leaf"}, "b": [{"source": "./inner"}]}}"#,
        "root/inner/main.tf.json": #"{"//": "none", "module": [{"c": {"source": "../../leaf"}}]}"#,
      ]
    ),
    (
      "another source in an override file",
      [
        "root/main.tf": "module \"a\" {\n  source = \"../leaf\"\n}\n",
        "root/main_override.tf": "module \"a\" {\n  source = \"../second\"\n}\n", "second/main.tf": "",
      ]
    ),
    (
      "braces in templates",
      [
        "root/main.tf": """
        variable "x" {
          default = "}"
        }
        module "a" {
          for_each = { for k in ["a", "}"] : k => "${k == "}" ? "{" : "${k}}"}" }
          source   = "../leaf"
        }
        """
      ]
    ),
    (
      "hidden files and those of editors",
      [
        "root/main.tf": "module \"a\" {\n  source = \"../leaf\"\n}\n", "root/.hidden.tf": "module \"h\" {",
        "root/main.tf~": "module \"e\" {",
      ]
    ),
  ]

  @Test(arguments: configurations.indices)
  func `the modules of a configuration are those that Terraform finds`(index: Int) async throws {
    let (name, files) = Self.configurations[index]
    try await withScratchFolder { folder in
      for (path, text) in files.merging(["leaf/main.tf": ""], uniquingKeysWith: { one, _ in one }) {
        let file = folder.pushing(FilePath(path))
        _ = try await Tool.run("mkdir", ["-p", file.removingLastComponent().string])
        try await file.write(text)
      }
      let root = folder.appending("root")
      let got = try await Tool.run(
        "terraform", ["get", "-no-color"], in: root,
        environment: ["CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": "/dev/null"])
      try #require(got.status == 0, "\(name): \(got.text)\(got.errorText)")
      let manifest = try #require(Project.bytes(of: root.appending(".terraform/modules/modules.json")))
      let modules = try Document.json(SourceText(manifest)).root["Modules"]?.array.map(Array.init) ?? []
      let due = Set(
        modules.compactMap { module in
          module["Key"]?.string.flatMap { key in module["Dir"]?.string.map { "\(key) \($0)" } }
        })
      // An override takes the place of a source; the reader has both, so that an edit of either is one of the closure.
      let found = try Self.modules(of: root)
      #expect(found.isSuperset(of: due), "\(name)")
      let extra = found.subtracting(due)
      #expect(name.contains("override") ? extra.count == 1 : extra.isEmpty, "\(name): \(extra)")
    }
  }

  /// The keys and folders of all modules, as the reader sees them.
  private static func modules(of root: FilePath) throws -> Set<String> {
    var found: Set = [" ."]
    var open = [("", FilePath("."))]
    while let (key, folder) = open.popLast() {
      let place = root.pushing(folder).lexicallyNormalized()
      for name in Project.names(in: place)
      where !name.hasPrefix(".") && [".tf", ".json"].contains(where: name.hasSuffix) {
        let bytes = try #require(Project.bytes(of: place.appending(name)))
        let file = name.hasSuffix(".json") ? try HCLFile(json: bytes) : try HCLFile(bytes)
        for module in file.body.blocks("module") where module.labels.count == 1 {
          guard let source = module.body.attribute("source")?.literal else { continue }
          let inner = (key.isEmpty ? "" : "\(key).") + module.labels[0]
          let path = folder.pushing(FilePath(source)).lexicallyNormalized()
          if found.insert("\(inner) \(path)").inserted { open.append((inner, path)) }
        }
      }
    }
    return found
  }
}
