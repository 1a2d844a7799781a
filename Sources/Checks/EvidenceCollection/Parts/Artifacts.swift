internal import Documents
internal import Git
internal import HTTP
internal import Terraform

extension EvidenceCollector {
  /// The artifacts of the workflow runs of commits; those of the named workflows are downloaded.
  func artifacts(of commits: [ObjectID]) async -> [Node]? {
    let wanted = await downloadedWorkflows()
    return await reading("artifacts") { () async throws(CollectionProblem) in
      var told: [Node] = []
      var kept = KeptArtifacts()
      for commit in commits {
        let runs = try await api.list(
          path("actions/runs"), [("head_sha", commit.description)], in: "workflow_runs")
        for run in runs {
          let list = path("actions/runs/\(try run["id"].number)/artifacts")
          let origin = try origin(of: run)
          let isWanted = origin.workflow.map(wanted.contains) == true
          for artifact in try await api.list(list, in: "artifacts") where artifact["expired"].boolean != true {
            var members: [(String, Node)] = [
              ("name", .string(try artifact["name"].text)), ("commit", .commit(commit)),
            ]
            if let digest = try artifact["digest"].optionalText { members.append(("digest", .string(digest))) }
            if !artifact["id"].isAbsent { members.append(("id", .number(Number(try artifact["id"].number)))) }
            members += origin.members
            if let created = try artifact["created_at"].optionalText { members.append(("createdAt", .string(created))) }
            if isWanted {
              if let blob = await workflowBlob(origin.workflow, at: commit, &kept) {
                members.append(("workflowBlob", .string(blob)))
              }
              if let file = await download(artifact, &kept) { members.append(("file", .string(file))) }
            }
            told.append(.object(members))
          }
        }
      }
      return told
    }
  }

  /// What was downloaded so far.
  private struct KeptArtifacts {
    var count = 0
    var bytes = 0

    /// The git ids of workflow files, by their path and commit; `nil` of what is not there.
    var blobs: [String: String?] = [:]
  }

  /// What tells where the artifacts of a run come from: its workflow, and the branch that it was for.
  private func origin(of run: Answer) throws(CollectionProblem) -> (workflow: String?, members: [(String, Node)]) {
    var members: [(String, Node)] = []
    // A reusable workflow is named with its revision.
    let workflow = try run["path"].optionalText.map { $0.split(separator: "@").first.map(String.init) ?? $0 }
    if let workflow { members.append(("workflow", .string(workflow))) }
    if let event = try run["event"].optionalText { members.append(("event", .string(event))) }
    if let branch = try run["head_branch"].optionalText { members.append(("headBranch", .string(branch))) }
    if let name = try run["head_repository"]["full_name"].optionalText {
      members.append(("headRepository", .string(name)))
    }
    if !run["run_attempt"].isAbsent { members.append(("attempt", .number(Number(try run["run_attempt"].number)))) }
    return (workflow, members)
  }

  /// The workflows whose artifacts are downloaded.
  private func downloadedWorkflows() async -> Set<String> {
    guard let download else { return [] }
    if !download.workflows.isEmpty { return Set(download.workflows) }
    let file = ".signalbox/change-control.yml"
    do throws(CollectionProblem) {
      return Set([Self.workflow(ofPolicy: try await api.raw(path("contents/\(file)")))].compactMap(\.self))
    } catch {
      if error.status != 404 { note(file, error) }
      return []
    }
  }

  /// The workflow that makes plans, by the policy of change-control.
  package static func workflow(ofPolicy bytes: [UInt8]) -> String? {
    do throws(DocumentError) {
      return try Document.yaml(SourceText(bytes)).root["infrastructure"]?["plan"]?["workflow"]?.string
    } catch {
      return nil
    }
  }

  /// The git id of a workflow's file at the commit that it ran for.
  private func workflowBlob(_ workflow: String?, at commit: ObjectID, _ kept: inout KeptArtifacts) async -> String? {
    guard let workflow else { return nil }
    let key = "\(commit):\(workflow)"
    if let known = kept.blobs[key] { return known }
    let file = path("contents/\(WebAddress.encoded(workflow, except: "/"))")
    let blob = await reading("\(workflow) at \(commit.abbreviated)") { () async throws(CollectionProblem) in
      try await api.get(file, [("ref", commit.description)])["sha"].commit.description
    }
    kept.blobs[key] = blob
    return blob
  }

  /// Downloads an artifact and unpacks its document; `nil` where that is not done, which is noted.
  private func download(_ artifact: Answer, _ kept: inout KeptArtifacts) async -> String? {
    guard let download else { return nil }
    let name = artifact["name"].string ?? "?"
    return await reading("artifact \(name)") { () async throws(CollectionProblem) in
      let id = try artifact["id"].number
      guard kept.count < ArtifactDownload.countLimit else {
        throw CollectionProblem("more than \(ArtifactDownload.countLimit) are not downloaded")
      }
      let size = artifact["size_in_bytes"].isAbsent ? 0 : try artifact["size_in_bytes"].number
      guard size <= ArtifactDownload.sizeLimit else {
        throw CollectionProblem("it has \(size) bytes; at most \(ArtifactDownload.sizeLimit) are downloaded")
      }
      kept.count += 1
      let bytes = try await api.file(path("actions/artifacts/\(id)/zip"))
      if let digest = try artifact["digest"].optionalText, digest != Digest.sha256(of: bytes).description {
        throw CollectionProblem("what was downloaded has another digest than GitHub tells")
      }
      let content = try Self.document(ofArchive: bytes, named: name)
      kept.bytes += content.count
      guard kept.bytes <= ArtifactDownload.totalLimit else {
        throw CollectionProblem("all of them have more than \(ArtifactDownload.totalLimit) bytes")
      }
      return try download.keep("\(id).json", content)
    }
  }

  /// The one JSON document of an artifact, or the one that bears its name.
  static func document(ofArchive bytes: [UInt8], named name: String) throws(CollectionProblem) -> [UInt8] {
    do throws(ZipError) {
      guard bytes.count <= ArtifactDownload.sizeLimit else { throw ZipError("it is longer than it was said to be") }
      let archive = try ZipArchive(bytes)
      let documents = archive.entries.filter { $0.name.hasSuffix(".json") }
      guard let entry = documents.count == 1 ? documents.first : documents.first(where: { $0.name == "\(name).json" })
      else { throw ZipError("it has \(documents.count) JSON documents, and none is called `\(name).json`") }
      return try archive.contents(of: entry)
    } catch {
      throw CollectionProblem(error.description)
    }
  }
}
