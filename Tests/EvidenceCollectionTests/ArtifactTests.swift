import Documents
import EvidenceCollection
import Git
import HTTP
import Testing

/// Artifacts that are downloaded, and when commits reached the default branch.
@Suite struct ArtifactTests {
  private static let repository = "/repos/acme/platform"
  private static let workflow = ".github/workflows/plan.yml"

  /// A zip archive of one file, stored as it is.
  private static func archive(_ name: String, _ text: String) -> [UInt8] {
    let (name, content) = (Array(name.utf8), Array(text.utf8))
    func number(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) } }
    var checksum: UInt32 = .max
    for byte in content {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    let sizes = number(Int(~checksum), 4) + number(content.count, 4) + number(content.count, 4) + number(name.count, 2)
    let local = number(0x0403_4B50, 4) + number(20, 2) + number(0, 8) + sizes + number(0, 2) + name + content
    let entry = number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + number(0, 8) + sizes + number(0, 16) + name
    return local + entry + number(0x0605_4B50, 4) + number(0, 4) + number(1, 2) + number(1, 2) + number(entry.count, 4)
      + number(local.count, 4) + number(0, 2)
  }

  private final class Kept {
    var files: [String: [UInt8]] = [:]
  }

  /// Collects the artifacts of a run of a workflow, of which one has these bytes.
  private func collect(
    _ bytes: [UInt8], artifact: [(String, Node)] = [], of workflow: String = workflow, named: [String] = [workflow]
  ) async throws -> (entry: Node, files: [String: [UInt8]], unreadable: [String]) {
    let answers = Answers.withPullRequest()
    answers.set("\(Self.repository)/actions/runs", ["workflow_runs": [["id": 9, "path": .string(workflow)]]])
    let members: [(String, Node)] = [("id", 5), ("name", "plan-production")] + artifact
    answers.set("\(Self.repository)/actions/runs/9/artifacts", ["artifacts": [.object(members)]])
    answers.set("\(Self.repository)/actions/artifacts/5/zip", HTTPResponse(status: 200, body: bytes))
    answers.set("\(Self.repository)/contents/\(Self.workflow)", ["sha": .string(Answers.old)])
    answers.set(
      "\(Self.repository)/contents/.signalbox/change-control.yml",
      HTTPResponse(
        status: 200, body: Array("infrastructure: { plan: { workflow: \(Self.workflow) } }\n".utf8)))
    let kept = Kept()
    let download = ArtifactDownload(workflows: named) { name, bytes in
      kept.files[name] = bytes
      return "artifacts/\(name)"
    }
    let (document, collector) = try await answers.collect(parts: [.artifacts], download: download)
    let entry = try #require(document["artifacts"]?.array?.first)
    return (entry, kept.files, collector.unreadable.map(\.why))
  }

  @Test(arguments: [[workflow], []])
  func `an artifact of the workflow is unpacked, and its file and workflow are named`(named: [String]) async throws {
    let (entry, files, unreadable) = try await collect(Self.archive("plan-production.json", "{}"), named: named)
    #expect(entry["file"]?.string == "artifacts/5.json")
    #expect(entry["workflowBlob"]?.string == Answers.old)
    #expect(files["5.json"] == Array("{}".utf8))
    #expect(unreadable == [])
  }

  @Test func `an artifact of another workflow is only named`() async throws {
    let (entry, files, _) = try await collect(Self.archive("a.json", "{}"), of: ".github/workflows/other.yml")
    #expect(entry["file"] == nil && files.isEmpty)
  }

  private static let refused: [(bytes: [UInt8], artifact: [(String, Node)], why: String)] = [
    (Array("<html>".utf8), [], "it is no zip archive"),
    (Array(archive("a.json", "{}").dropLast(4)), [], "it is cut off"),
    (archive("a.txt", "{}"), [], "0 JSON documents"),
    (archive("a.json", "{}"), [("size_in_bytes", 1_000_000_000)], "at most"),
    (archive("a.json", "{}"), [("digest", .string("sha256:" + String(repeating: "0", count: 64)))], "another digest"),
  ]

  @Test(arguments: refused.indices)
  func `what is no artifact of a plan is told and not kept`(index: Int) async throws {
    let (bytes, artifact, why) = Self.refused[index]
    let (entry, files, unreadable) = try await collect(bytes, artifact: artifact)
    #expect(entry["file"] == nil && files.isEmpty)
    #expect(unreadable.count == 1 && unreadable[0].contains(why), "\(unreadable)")
  }

  @Test func `artifacts of earlier heads are told as well`() async throws {
    let answers = Answers.withPullRequest()
    answers.set(
      "\(Self.repository)/activity",
      [
        Answers.push(from: Answers.old, to: Answers.head, at: "11:00"),
        Answers.push(from: Answers.zero, to: Answers.old, at: "10:00"),
      ])
    answers.set("\(Self.repository)/actions/runs", ["workflow_runs": [["id": 9]]])
    answers.set("\(Self.repository)/actions/runs/9/artifacts", ["artifacts": [["name": "plan"]]])
    let (document, _) = try await answers.collect(parts: [.artifacts])
    #expect(document["artifacts"]?.array?.compactMap { $0["commit"]?.string } == [Answers.head, Answers.old])
  }

  @Test func `a commit landed by its merge, by itself where it was squashed, and at no known time where it was pushed`()
    async throws
  {
    func pull(_ number: Int, parents: Int) -> Node {
      [
        "number": .number(Number(number)), "mergedAt": "2026-11-17T10:00:00Z", "baseRefName": "main",
        "mergeCommit": ["oid": .string(Answers.main), "parents": ["totalCount": .number(Number(parents))]],
      ]
    }
    func commit(_ id: String, _ pulls: [Node]) -> Node {
      ["oid": .string(id), "associatedPullRequests": ["nodes": .array(pulls)]]
    }
    let answers = Answers.withPullRequest()
    let other: Node = ["number": 3, "mergedAt": "2026-11-17T10:00:00Z", "baseRefName": "release", "mergeCommit": .null]
    let nodes: Node = [
      commit(Answers.head, [pull(1, parents: 2)]), commit(Answers.old, [other, pull(2, parents: 1)]),
      commit(String(repeating: "d", count: 40), []),
    ]
    let history: Node = ["pageInfo": ["hasNextPage": false], "nodes": nodes]
    answers.set(
      "/api/graphql",
      ["data": ["repository": ["defaultBranchRef": ["name": "main", "target": ["history": history]]]]])
    let (document, _) = try await answers.collect(parts: [.landed])
    let landed = document["landed"]?.array?.map { entry in
      "\(entry["commit"]?.string?.prefix(1) ?? "") \(entry["pullRequest"]?.number?.int ?? 0) "
        + (entry["mergedAt"]?.string ?? "none")
    }
    #expect(landed == ["a 1 2026-11-17T10:00:00Z", "c 2 2026-11-17T10:00:00Z", "d 0 none"])
  }

  @Test(arguments: [
    ("", ["platform/contracts"]), ("root: a/b", ["a/b"]), ("roots: [{ path: a }, { path: b/c }]", ["a", "b/c"]),
    ("root: [", ["platform/contracts"]),
  ])
  func `the roots are those of the policy`(policy: String, roots: [String]) {
    #expect(EvidenceCollector.contractRoots(ofPolicy: Array(policy.utf8)) == roots)
  }
}
