import Documents
import SystemPackage
import TestSupport
import Testing

/// `signalbox lsp`, driven with framed messages of JSON-RPC.
@Suite struct LanguageServerTests {
  /// A message with its header.
  private static func framed(_ message: Node) -> String {
    let text = message.json()
    return "Content-Length: \(text.utf8.count)\r\n\r\n\(text)"
  }

  private static func request(_ id: Int, _ method: String, _ parameters: Node = .null) -> Node {
    ["jsonrpc": "2.0", "id": .number(Number(id)), "method": .string(method), "params": parameters]
  }

  private static func notification(_ method: String, _ parameters: Node = .null) -> Node {
    ["jsonrpc": "2.0", "method": .string(method), "params": parameters]
  }

  private static func opening(_ uri: String, _ text: String) -> Node {
    notification(
      "textDocument/didOpen",
      ["textDocument": ["uri": .string(uri), "languageId": "json", "version": 1, "text": .string(text)]])
  }

  private static func asking(_ id: Int, for uri: String, line: Int) -> Node {
    let position: Node = ["line": .number(Number(line)), "character": 0]
    return request(
      id, "textDocument/codeAction",
      [
        "textDocument": ["uri": .string(uri)], "range": ["start": position, "end": position],
        "context": ["diagnostics": []],
      ])
  }

  /// The messages of an output.
  private static func messages(in output: [UInt8]) throws -> [Node] {
    var rest = output[...]
    var messages: [Node] = []
    while let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) {
      let header = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
      let length = try #require(header.split(separator: " ").last.flatMap { Int($0) })
      messages.append(try Document.json(SourceText(Array(rest[end.upperBound...].prefix(length)))).root)
      rest = rest[end.upperBound...].dropFirst(length)
    }
    #expect(rest.isEmpty)
    return messages
  }

  /// The answers of a session in a repository with these files, and how it ends.
  private func session(
    _ files: [String: String] = [:], _ messages: (String) -> [Node]
  ) async throws -> (answers: [Node], status: Int32) {
    try await withScratchRepository { repository in
      for (path, text) in files { try await repository.write(path, text) }
      let root = "file://\(repository.folder.string)"
      let opening = [
        Self.request(1, "initialize", ["rootUri": .string(root), "capabilities": [:]]),
        Self.notification("initialized"),
      ]
      let closing = [Self.request(99, "shutdown"), Self.notification("exit")]
      let input = (opening + messages(root) + closing).map(Self.framed).joined()
      let run = try await run("signalbox", ["lsp"], in: repository.folder, input: Array(input.utf8))
      let answers = try Self.messages(in: run.output)
      #expect(answers.first?["result"]?["capabilities"]?["codeActionProvider"] != nil)
      #expect(answers.last?["id"]?.number?.int == 99)
      return (Array(answers.dropFirst().dropLast()), run.status)
    }
  }

  private static func codes(_ answer: Node?) -> [String] {
    answer?["params"]?["diagnostics"]?.array?.compactMap { $0["code"]?.string } ?? []
  }

  private static func edits(_ answer: Node?) -> [String] {
    answer?["result"]?.array?.flatMap { action -> [String] in
      action["edit"]?["changes"]?.object?.first { _ in true }?.value.array?.map { $0.json() } ?? []
    } ?? []
  }

  @Test func `a contract has diagnostics as it is typed, and a fix for a keyword without effect`() async throws {
    let (answers, status) = try await session { root in
      let uri = "\(root)/a%20b.schema.json"
      return [
        Self.opening(
          uri, "{\n \"title\": \"é😀\", \"description\": \"d\",\n \"type\": \"integer\", \"minLength\": 3\n}"),
        Self.asking(2, for: uri, line: 2), Self.asking(3, for: uri, line: 0),
        Self.notification(
          "textDocument/didChange",
          ["textDocument": ["uri": .string(uri), "version": 2], "contentChanges": [["text": "{ \"type\": 7, }"]]]),
        Self.notification("textDocument/didClose", ["textDocument": ["uri": .string(uri)]]),
      ]
    }
    #expect(status == 0)
    #expect(Self.codes(answers[0]) == ["contracts/ineffective-keyword"])
    let range = answers[0]["params"]?["diagnostics"]?.array?.first?["range"]
    #expect(range?["start"]?.json() == #"{"line":2,"character":20}"#)
    #expect(
      Self.edits(answers[1]) == [
        #"{"range":{"start":{"line":2,"character":18},"end":{"line":2,"character":34}},"newText":""}"#
      ])
    #expect(Self.edits(answers[2]) == [])
    #expect(Self.codes(answers[3]).contains("contracts/syntax-error"))
    #expect(Self.codes(answers[4]) == [])
  }

  @Test func `columns count in UTF-16`() async throws {
    let (answers, _) = try await session { root in
      [Self.opening("\(root)/a.schema.json", #"{"title": "😀", "title": "b", "description": "c"}"#)]
    }
    let start = answers[0]["params"]?["diagnostics"]?.array?.first?["range"]?["start"]
    #expect(Self.codes(answers[0]) == ["contracts/duplicate-key"])
    #expect(start?["character"]?.number?.int == 16)
  }

  @Test func `a migration has diagnostics, and a fix for a suppression that nothing needs`() async throws {
    let text =
      "-- signalbox: allow db/missing-commit: it has one\nbegin; create table a (id int); commit;\n"
      + "-- down\nbegin; drop table a; commit;\n"
    let (answers, _) = try await session { root in
      let uri = "\(root)/db/migrations/eng/20260101000000_a.sql"
      return [Self.opening(uri, text), Self.asking(2, for: uri, line: 0)]
    }
    #expect(Self.codes(answers[0]) == ["db/invalid-suppression"])
    #expect(
      Self.edits(answers[1]) == [
        #"{"range":{"start":{"line":0,"character":0},"end":{"line":1,"character":0}},"newText":""}"#
      ])
  }

  @Test func `a file outside of the folders that the policy names is left alone`() async throws {
    let files = [
      ".signalbox/database.yml": "migrations: { root: db/migrations }\n",
      ".signalbox/contracts.yml": "root: contracts\n",
    ]
    let (answers, _) = try await session(files) { root in
      [
        Self.opening("\(root)/report.sql", "selec 1"),
        Self.opening("\(root)/db/migrations/20260101000000_a.sql", "selec 1"),
        Self.opening("\(root)/package.json", "{"), Self.opening("\(root)/contracts/a.schema.json", "{"),
      ]
    }
    #expect(answers.map { Self.codes($0).isEmpty } == [true, false, true, false])
  }

  @Test(arguments: [
    ("contracts.yml", "rot: a\n", 0),
    ("contracts.yml", "rules: { contracts/compatible: off }\n", 1),
    ("roles.yml", "roles: 3\n", 0),
    ("database.yml", "a: [\n", 0),
    (
      "contracts.baseline.json",
      "{\"version\": 1, \"findings\": [{\"rule\": \"contracts/syntax\", \"path\": \"a\", \"fingerprint\": \"0123456789abcdef\"}]}",
      1
    ),
  ])
  func `a policy file has diagnostics, and a fix for the id of a renamed rule`(
    name: String, text: String, fixes: Int
  ) async throws {
    let (answers, _) = try await session { root in
      let uri = "\(root)/.signalbox/\(name)"
      return [Self.opening(uri, text), Self.asking(2, for: uri, line: 0)]
    }
    #expect(Self.codes(answers[0]).count == 1)
    #expect(Self.codes(answers[0])[0].hasSuffix("/invalid-policy"))
    #expect(Self.edits(answers[1]).count == fixes)
  }

  @Test func `a policy that cannot be read is told in the files that it is about`() async throws {
    let (answers, _) = try await session([".signalbox/contracts.yml": "rot: a\n"]) { root in
      [Self.opening("\(root)/a.schema.json", "{}")]
    }
    #expect(Self.codes(answers[0]) == ["contracts/setup-error"])
  }

  @Test func `what is no message, or asks for nothing known, is answered with an error`() async throws {
    let (answers, status) = try await session { _ in
      [
        Self.request(2, "textDocument/hover"), ["jsonrpc": "2.0", "id": 3], "text",
        Self.notification("$/unknown"), Self.notification("textDocument/didOpen"),
        Self.opening("untitled:1", "{"), Self.asking(4, for: "file:///nowhere", line: -1),
      ]
    }
    #expect(status == 0)
    #expect(answers.map { $0["error"]?["code"]?.number?.int } == [-32_601, -32_600, nil, nil])
    #expect(answers[3]["result"]?.json() == "[]")
  }

  @Test(arguments: [
    ("", 0), ("Content-Length: 2\r\n\r\n{", 0), ("\r\n\r\n", 2), ("Content-Length: 999999999999\r\n\r\n", 2),
    ("Content-Length: -1\r\n\r\n", 2), ("hello", 2), ("Content-Length: 4\r\n\r\nnope", 0),
  ])
  func `input that is no session ends the server`(input: String, status: Int32) async throws {
    try await withScratchFolder { folder in
      let ended = try await run("signalbox", ["lsp"], in: folder, input: Array(input.utf8))
      #expect(ended.status == status)
    }
  }

  @Test(.enabled("python3 with pygls is needed as a client") { await Self.hasClient() })
  func `a client of another project gets diagnostics and a fix`() async throws {
    try await withScratchFolder { folder in
      let script = folder.appending("client.py")
      try await script.write(Self.client)
      let executable = try Project.executable("signalbox")
      let run = try await Tool.run("python3", [script.string, executable, folder.string])
      #expect(run.status == 0, "\(run.errorText)")
      #expect(run.lines == ["contracts/ineffective-keyword", "Remove `minLength`"])
    }
  }

  private static func hasClient() async -> Bool {
    guard Project.hasProgram("python3") else { return false }
    do {
      return try await Tool.run("python3", ["-c", "import pygls.lsp.client"]).status == 0
    } catch {
      return false
    }
  }

  private static let client = """
    import asyncio, pathlib, sys
    from lsprotocol import types
    from pygls.lsp.client import BaseLanguageClient

    async def main(server, folder):
      client = BaseLanguageClient("test", "1")
      told = asyncio.get_running_loop().create_future()
      @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
      def publish(parameters): told.done() or told.set_result(parameters)
      await client.start_io(server, "lsp")
      await client.initialize_async(types.InitializeParams(
        capabilities=types.ClientCapabilities(), root_uri=pathlib.Path(folder).as_uri()))
      client.initialized(types.InitializedParams())
      uri = (pathlib.Path(folder) / "a.schema.json").as_uri()
      text = '{"title": "t", "description": "d", "type": "integer", "minLength": 3}'
      client.text_document_did_open(types.DidOpenTextDocumentParams(
        types.TextDocumentItem(uri=uri, language_id="json", version=1, text=text)))
      found = await asyncio.wait_for(told, 60)
      for one in found.diagnostics: print(one.code)
      actions = await client.text_document_code_action_async(types.CodeActionParams(
        types.TextDocumentIdentifier(uri), found.diagnostics[0].range, types.CodeActionContext(found.diagnostics)))
      for action in actions: print(action.title)
      await client.shutdown_async(None)
      client.exit(None)
      await client.stop()

    asyncio.run(main(sys.argv[1], sys.argv[2]))
    """
}
