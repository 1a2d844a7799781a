package import Calendars
package import Changes
internal import Documents
internal import Findings
package import Git
internal import Markdown
internal import Policy

/// The weekly half hour of the change advisory board, as Markdown: what waits for it.
package struct Agenda {
  package let markdown: String

  /// An open pull request, with the paths that it changes; `nil` where its commits are not in the clone.
  package struct OpenChange {
    package let change: PullRequest
    package let paths: [RepositoryPath]?

    package init(_ change: PullRequest, paths: [RepositoryPath]?) {
      (self.change, self.paths) = (change, paths)
    }
  }

  package init(
    of changes: [OpenChange], in tree: Snapshot, policy: ChangeControlPolicy, collected: Instant?, at now: Instant
  ) {
    let contracts = Self.yaml(".signalbox/contracts.yml", in: tree)
    let root = RepositoryPath(contracts?["root"]?.string ?? "platform/contracts")
    let label = contracts?["approval"]?["label"]?.string ?? "schema-approved"
    let waiting = changes.filter { open in
      open.paths?.contains { $0.hasPrefix(root) } == true && !open.has(label)
    }
    let environments = TerraformTree(snapshot: tree, policy: policy.infrastructure)
    let folders = environments.environments().compactMap { environment -> (String, [RepositoryPath])? in
      do throws(UnknownClosure) {
        return (environment.name, try environments.closure(of: environment).paths)
      } catch {
        return (environment.name, [environment.folder])
      }
    }
    let planned = changes.compactMap { open -> (OpenChange, [String])? in
      let names = folders.filter { _, paths in
        open.paths?.contains { path in !path.isMarkdown && paths.contains { path.hasPrefix($0) } } == true
      }.map(\.0)
      return names.isEmpty ? nil : (open, names)
    }
    var lines = ["# Agenda of \(CivilDate(daysSince1970: now.secondsSince1970 / 86_400))", ""]
    lines += Self.section("Waiting for `\(label)`", waiting.map(Self.line))
    lines += Self.section(
      "Changes of the infrastructure",
      planned.map { open, names in "\(Self.line(open)): \(names.joined(separator: ", "))" })
    lines += Self.section("Proposed decisions", Self.proposed(in: tree, policy.decisions, changes))
    lines += Self.section("Sunsets due in 30 days", Self.sunsets(in: tree, below: root, at: now))
    let unknown = changes.filter { $0.paths == nil }
    if !unknown.isEmpty {
      let numbers = unknown.map { "#\($0.change.number)" }.joined(separator: ", ")
      lines += ["What \(numbers) changes is not known: the commits are not in this clone.", ""]
    }
    if let collected { lines.append("From evidence of \(collected).") }
    markdown = lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ title: String, _ items: [String]) -> [String] {
    ["## \(title)", ""] + (items.isEmpty ? ["Nothing."] : items.map { "- \($0)" }) + [""]
  }

  private static func line(_ open: OpenChange) -> String {
    let author = open.change.author.map { " by \(MarkdownText.foreignCell($0.text))" } ?? ""
    return "#\(open.change.number) \(MarkdownText.foreignCell(open.change.title ?? ""))\(author)"
  }

  private static func proposed(
    in tree: Snapshot, _ policy: DecisionPolicy, _ changes: [OpenChange]
  ) -> [String] {
    guard let folder = policy.folder else { return [] }
    let merged = tree.paths(below: folder).filter { $0 != policy.template }.compactMap { path -> String? in
      guard let number = DecisionRecord.number(of: path), let bytes = tree.bytes(path) else { return nil }
      do throws(MarkdownError) {
        let record = DecisionRecord(path: path, number: number, try MarkdownDocument(SourceText(bytes)))
        return record.status == "proposed" ? MarkdownText.foreignCell(record.document.title ?? "\(path)") : nil
      } catch {
        return nil
      }
    }
    let open = changes.flatMap { open in
      (open.paths ?? []).filter { $0.hasPrefix(folder) && DecisionRecord.number(of: $0) != nil }
        .map { "\(MarkdownText.foreignCell("\($0)")) in #\(open.change.number)" }
    }
    return merged + open
  }

  /// Schemas and channels that say until when they are there.
  private static func sunsets(in tree: Snapshot, below root: RepositoryPath, at now: Instant) -> [String] {
    let today = CivilDate(daysSince1970: now.secondsSince1970 / 86_400)
    var due: [(CivilDate, String)] = []
    for path in tree.paths(below: root) where path.name.hasSuffix(".json") || path.isWorkflow {
      guard let document = yaml("\(path)", in: tree) else { continue }
      var open = [document]
      while let node = open.popLast() {
        for member in node.object.map(Array.init) ?? [] {
          if ["x-sunset", "sunset"].contains(member.key),
            let date = member.value.string.flatMap({ CivilDate(String($0.prefix(10))) }),
            date.daysSince1970 - today.daysSince1970 <= 30
          {
            due.append((date, "\(date): \(MarkdownText.foreignCell("\(path)"))"))
          }
          open.append(member.value)
        }
        if let elements = node.array { open += elements }
      }
    }
    return due.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
  }

  private static func yaml(_ path: String, in tree: Snapshot) -> Node? {
    guard let bytes = tree.bytes(RepositoryPath(path)) else { return nil }
    do throws(DocumentError) {
      return try path.hasSuffix(".json") ? Document.json(SourceText(bytes)).root : Document.yaml(SourceText(bytes)).root
    } catch {
      return nil
    }
  }
}

extension Agenda.OpenChange {
  fileprivate func has(_ label: String) -> Bool {
    change.labels?.contains { FoldedName($0.name) == FoldedName(label) } == true
  }
}
