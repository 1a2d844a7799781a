internal import CommandSupport
internal import Documents
internal import Findings
internal import JSONSchema
internal import Policy

/// The state of a session with an editor: what it has open, and what was found there.
struct LanguageServer {
  private let surroundings: Surroundings

  /// The folder that the editor works in.
  private var workspace: String?

  private var documents: [String: OpenDocument] = [:]
  private var isShutDown = false

  /// How the process ends; `nil` while the session lasts.
  private(set) var exitStatus: Int32?

  private struct OpenDocument {
    let source: SourceText
    var findings: [Finding] = []
  }

  init(_ surroundings: Surroundings) {
    self.surroundings = surroundings
  }

  /// What is sent for a message: a response to a request, and what else there is to say.
  mutating func answers(to bytes: [UInt8]) async -> [Node] {
    let message: Node
    do throws(DocumentError) {
      message = try Document.json(SourceText(bytes)).root
    } catch {
      return [Self.failure(of: .null, code: -32_700, error.message)]
    }
    guard let method = message["method"]?.string else {
      // A response: nothing is ever asked of the editor.
      return message["id"] != nil && message["result"] == nil && message["error"] == nil
        ? [Self.failure(of: message["id"] ?? .null, code: -32_600, "a message needs a method")] : []
    }
    let parameters = message["params"] ?? .null
    guard let id = message["id"] else { return await notify(method, parameters) }
    if isShutDown { return [Self.failure(of: id, code: -32_600, "the server is shut down")] }
    switch method {
    case "initialize": return [Self.response(to: id, initialize(parameters))]
    case "shutdown":
      isShutDown = true
      return [Self.response(to: id, .null)]
    case "textDocument/codeAction": return [Self.response(to: id, actions(parameters))]
    default: return [Self.failure(of: id, code: -32_601, "unknown method `\(method)`")]
    }
  }

  private mutating func notify(_ method: String, _ parameters: Node) async -> [Node] {
    let document = parameters["textDocument"]
    guard method != "exit" else {
      exitStatus = isShutDown ? 0 : 1
      return []
    }
    guard let uri = document?["uri"]?.string else { return [] }
    switch method {
    case "textDocument/didOpen":
      guard let text = document?["text"]?.string else { return [] }
      return [await check(uri, text)]
    case "textDocument/didChange":
      // The whole text is sent each time, as the capabilities say.
      guard let text = parameters["contentChanges"]?.array?.map({ $0 }).last?["text"]?.string else { return [] }
      return [await check(uri, text)]
    case "textDocument/didClose":
      documents[uri] = nil
      return [Self.diagnostics(of: uri, [])]
    default: return []
    }
  }

  private mutating func initialize(_ parameters: Node) -> Node {
    let folder = parameters["workspaceFolders"]?.array?.first?["uri"]?.string ?? parameters["rootUri"]?.string
    workspace = folder.flatMap { FileURI.path(of: $0) }
    return [
      "capabilities": [
        "positionEncoding": "utf-16", "textDocumentSync": ["openClose": true, "change": 1],
        "codeActionProvider": ["codeActionKinds": ["quickfix"]],
      ],
      "serverInfo": ["name": "signalbox", "version": .string(Version.current)],
    ]
  }

  private mutating func check(_ uri: String, _ text: String) async -> Node {
    let source = SourceText(text)
    var findings: [Finding] = []
    if let path = FileURI.path(of: uri) {
      findings = await EditedDocument(path: path, source: source, workspace: workspace, surroundings).findings()
    }
    documents[uri] = OpenDocument(source: source, findings: findings)
    return Self.diagnostics(of: uri, findings.map { $0.diagnostic(uri: uri) })
  }

  /// The fixes of the findings in a range.
  private func actions(_ parameters: Node) -> Node {
    guard let uri = parameters["textDocument"]?["uri"]?.string, let document = documents[uri],
      let asked = TextPositions.lines(of: parameters["range"])
    else { return .array([]) }
    let actions = document.findings.compactMap { finding -> Node? in
      guard let fix = finding.fix, let span = finding.place?.span,
        asked.overlaps(span.start.line - 1..<span.end.line)
      else { return nil }
      let positions = TextPositions(document.source)
      let edits = fix.edits.map { edit -> Node in
        ["range": positions.range(of: edit.range), "newText": .string(edit.replacement)]
      }
      return [
        "title": .string(fix.title), "kind": "quickfix", "isPreferred": true,
        "diagnostics": [finding.diagnostic(uri: uri)], "edit": ["changes": .object([(uri, .array(edits))])],
      ]
    }
    return .array(actions)
  }

  // MARK: Messages

  private static func diagnostics(of uri: String, _ diagnostics: [Node]) -> Node {
    [
      "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics",
      "params": ["uri": .string(uri), "diagnostics": .array(diagnostics)],
    ]
  }

  private static func response(to id: Node, _ result: Node) -> Node {
    ["jsonrpc": "2.0", "id": id, "result": result]
  }

  private static func failure(of id: Node, code: Int, _ message: String) -> Node {
    ["jsonrpc": "2.0", "id": id, "error": ["code": .number(Number(code)), "message": .string(message)]]
  }
}
