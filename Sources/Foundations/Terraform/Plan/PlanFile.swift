internal import Documents

extension PlanFileFacts {
  /// Reads the file that `terraform plan -out` writes: a zip archive with the plan, the state and the configuration.
  ///
  /// Of the state nothing is read.
  /// - Throws: an `UnreadablePlan` that says what the file is instead.
  package init(planFile bytes: [UInt8]) throws(UnreadablePlan) {
    if bytes.first == UInt8(ascii: "{") { throw Self.noArchive(bytes) }
    do {
      let archive = try ZipArchive(bytes)
      guard let entry = archive.entry("tfplan") else {
        throw UnreadablePlan(.notAPlan, "it is a zip archive without a plan (`tfplan`)")
      }
      try self.init(
        archive, PlanMessage(try archive.contents(of: entry)), digest: Digest.sha256(of: bytes).description)
    } catch let error as ZipError {
      throw UnreadablePlan(.damaged, error.description)
    } catch let error as UnreadablePlan {
      throw error
    } catch {
      throw UnreadablePlan(.damaged, "\(error)")
    }
  }

  private init(_ archive: ZipArchive, _ plan: PlanMessage, digest: String) throws {
    var folders: [String: String] = [:]
    var foreign: [String] = []
    if let entry = archive.entry("tfconfig/modules.json") {
      let list = try Document.json(SourceText(try archive.contents(of: entry))).root
      for module in list.array.map(Array.init) ?? [] {
        guard let key = module["Key"]?.string, let folder = module["Dir"]?.string else { continue }
        if folder.hasPrefix(".terraform/") { foreign.append(key) } else { folders[key] = folder }
      }
    }
    var configuration: [String: String] = [:]
    for entry in archive.entries {
      let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3, parts[0] == "tfconfig", parts[1].hasPrefix("m-"),
        let folder = folders[String(parts[1].dropFirst(2))]
      else { continue }
      let path = folder == "." ? parts[2] : "\(folder)/\(parts[2])"
      configuration[path] = Digest.sha256(of: try archive.contents(of: entry)).description
    }
    self.init(
      digest: digest, format: plan.format, terraformVersion: plan.terraformVersion, mode: plan.mode,
      targets: plan.targets, isErrored: plan.isErrored, timestamp: plan.timestamp, backend: plan.backend,
      settings: plan.settings,
      workspace: plan.workspace, configuration: configuration, folders: folders.values.sorted(),
      foreignModules: foreign.sorted())
  }

  /// What a file in JSON is, in the place of a plan.
  private static func noArchive(_ bytes: [UInt8]) -> UnreadablePlan {
    do throws(DocumentError) {
      let root = try Document.json(SourceText(bytes)).root
      if root["encrypted_data"] != nil || root["meta"] != nil {
        return UnreadablePlan(
          .encrypted, "OpenTofu has encrypted the plan, and a check has no key for it",
          help: "attach the plan in the step that made it, by its JSON: `tofu show -json tf.plan > plan.json`")
      }
      if root["remote_plan_format"] != nil {
        return UnreadablePlan(
          .remote, "it is the bookmark of a run in HCP Terraform, not the plan",
          help: "attach the JSON of the run: `terraform show -json tf.plan > plan.json`")
      }
      return UnreadablePlan(.notAPlan, "it is JSON, and no file of `terraform plan -out`", help: "give it as --json")
    } catch {
      return UnreadablePlan(.notAPlan, "it is no file of `terraform plan -out`")
    }
  }
}

/// The message `Plan` of Terraform's planfile.proto, as far as it says where and how was planned.
private struct PlanMessage {
  var format = 0
  var mode = PlanFileFacts.Mode.normal
  var targets: [String] = []
  var isErrored = false
  var timestamp = ""
  var terraformVersion = ""
  var backend = ""
  var settings: [String: String] = [:]
  var workspace = ""

  init(_ bytes: [UInt8]) throws(UnreadablePlan) {
    for field in try ProtobufFields(bytes[...]).fields {
      switch (field.number, field.value) {
      case (1, .number(let number)): format = Int(truncatingIfNeeded: number)
      case (5, .bytes(let text)): targets.append(String(decoding: text, as: UTF8.self))
      case (13, .bytes(let message)): try read(backend: message)
      case (14, .bytes(let text)): terraformVersion = String(decoding: text, as: UTF8.self)
      case (17, .number(1)): mode = .destroy
      case (17, .number(2)): mode = .refreshOnly
      case (20, .number(let number)): isErrored = number != 0
      case (21, .bytes(let text)): timestamp = String(decoding: text, as: UTF8.self)
      default: continue
      }
    }
    guard format > 0, !terraformVersion.isEmpty else {
      throw UnreadablePlan(.notAPlan, "its `tfplan` is no plan of Terraform")
    }
  }

  private mutating func read(backend message: ArraySlice<UInt8>) throws(UnreadablePlan) {
    for field in try ProtobufFields(message).fields {
      switch (field.number, field.value) {
      case (1, .bytes(let text)): backend = String(decoding: text, as: UTF8.self)
      case (2, .bytes(let value)):
        for inner in try ProtobufFields(value).fields {
          if case (1, .bytes(let packed)) = (inner.number, inner.value) { settings = MessagePack.texts(in: packed) }
        }
      case (3, .bytes(let text)): workspace = String(decoding: text, as: UTF8.self)
      default: continue
      }
    }
    // Only what tells states apart is kept: a backend may have credentials beside it.
    settings = settings.filter { StateIdentity.allNames.contains($0.key) }
  }
}

/// Which settings of a backend tell one state from another.
package enum StateIdentity {
  /// By the kind of the backend.
  package static let names: [String: [String]] = [
    "azurerm": ["storage_account_name", "container_name", "key"],
    "cloud": ["organization", "workspaces.name"],
    "consul": ["path"],
    "cos": ["bucket", "prefix", "key"],
    "gcs": ["bucket", "prefix"],
    "kubernetes": ["namespace", "secret_suffix"],
    "local": ["path", "workspace_dir"],
    "oss": ["bucket", "prefix", "key"],
    "pg": ["schema_name"],
    "remote": ["organization", "workspaces.name", "workspaces.prefix"],
    "s3": ["bucket", "key", "workspace_key_prefix"],
  ]

  static let allNames = Set(names.values.flatMap(\.self))
}
