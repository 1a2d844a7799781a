internal import Findings

/// An audit as people read it.
extension AuditReport {
  package var text: String {
    var lines = ["audit at \(now)\(commit.map { ", commit \($0.prefix(10))" } ?? "")", ""]
    lines.append(overdue.isEmpty ? "nothing is overdue" : "overdue:")
    for item in overdue { lines += Self.lines(item) }
    if !notes.isEmpty { lines += ["", "notes:"] + notes.flatMap(Self.lines) }
    lines += ["", "time to restore: \(restoration.words)"]
    for month in restoration.months {
      lines.append("  \(month.month): \(Report.counted(month.count, "incident")), median \(month.median) min")
    }
    if !notExecuted.isEmpty {
      lines += ["", "not looked at:"] + notExecuted.map { "  \($0.what): \(TerminalText.visible($0.why))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ item: Item) -> [String] {
    let days = item.days.map { "\($0) d  " } ?? ""
    let path = item.path.map { " (\(TerminalText.visible($0)))" } ?? ""
    let help = item.help.map { ["      \(TerminalText.visible($0))"] } ?? []
    return ["  \(days)\(item.topic): \(TerminalText.visible(item.message))\(path)"] + help
  }

  /// The body of an issue that a workflow keeps up to date.
  package var markdown: String {
    var lines = ["## \(overdue.isEmpty ? "Nothing is overdue" : "\(overdue.count) overdue")", ""]
    if !overdue.isEmpty {
      lines += ["| days | topic | what |", "| --: | --- | --- |"]
      lines += overdue.map {
        "| \($0.days ?? 0) | \(MarkdownText.cell($0.topic)) | \(MarkdownText.cell(Self.full($0))) |"
      }
      lines.append("")
    }
    lines += ["**Time to restore**: \(MarkdownText.cell(restoration.words)).", ""]
    if !restoration.months.isEmpty {
      lines += ["| month | incidents | median |", "| --- | --: | --: |"]
      lines += restoration.months.map { "| \($0.month) | \($0.count) | \($0.median) min |" } + [""]
    }
    if !notes.isEmpty { lines += notes.map { "- \(MarkdownText.cell("\($0.topic): \(Self.full($0))"))" } + [""] }
    if !notExecuted.isEmpty {
      lines += ["Not looked at:", ""] + notExecuted.map { "- \(MarkdownText.cell("\($0.what): \($0.why)"))" } + [""]
    }
    lines.append("As of \(now)\(commit.map { ", commit \($0.prefix(10))" } ?? "").")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func full(_ item: Item) -> String {
    item.message + (item.path.map { " (\($0))" } ?? "")
  }

  /// One page that loads nothing.
  package var html: String {
    func rows(_ items: [Item]) -> String {
      items.map { item in
        "<tr><td>\(item.days.map(String.init) ?? "")</td><td>\(HTMLText.escaped(item.topic))</td>"
          + "<td>\(HTMLText.escaped(Self.full(item)))</td><td>\(HTMLText.escaped(item.help ?? ""))</td></tr>"
      }.joined(separator: "\n")
    }
    let head = "<tr><th>days</th><th>topic</th><th>what</th><th>what to do</th></tr>"
    let left = notExecuted.map { "<li>\(HTMLText.escaped("\($0.what): \($0.why)"))</li>" }.joined(separator: "\n")
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
      <link rel="icon" href="data:,">
      <title>Audit: \(overdue.count) overdue</title>
      <style>body{font:16px/1.5 system-ui;max-width:70rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
      table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #8886}</style>
      </head>
      <body>
      <h1>\(overdue.isEmpty ? "Nothing is overdue" : "\(overdue.count) overdue")</h1>
      <p>As of \(HTMLText.escaped("\(now)"))</p>
      <table>\(head)
      \(rows(overdue))
      \(rows(notes))
      </table>
      <h2>Time to restore</h2>
      <p>\(HTMLText.escaped(restoration.words))</p>
      \(svg)
      <h2>Not looked at</h2>
      <ul>
      \(left)
      </ul>
      </body>
      </html>

      """
  }

  /// A bar for each month, and a line at the limit.
  package var svg: String {
    let months = restoration.months.suffix(24)
    let largest = max(months.map(\.median).max() ?? 0, restoration.limit, 1)
    func height(_ minutes: Int) -> Int { minutes * 160 / largest }
    let bars = months.enumerated().map { index, month in
      let x = 40 + index * 60
      let colour = month.median <= restoration.limit ? "#2e7d32" : "#c62828"
      return """
        <rect x="\(x)" y="\(180 - height(month.median))" width="40" height="\(height(month.median))" fill="\(colour)"/>
        <text x="\(x + 20)" y="\(175 - height(month.median))" text-anchor="middle">\(month.median)</text>
        <text x="\(x + 20)" y="196" text-anchor="middle">\(month.month)</text>
        """
    }
    let width = 60 + max(1, months.count) * 60
    let line = 180 - height(restoration.limit)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) 210" width="\(width)" height="210" role="img" \
      font-family="system-ui" font-size="11" fill="currentColor">
      <title>Minutes to restore, median by month: \(HTMLText.escaped(restoration.words))</title>
      \(bars.joined(separator: "\n"))
      <line x1="30" x2="\(width - 10)" y1="\(line)" y2="\(line)" stroke="currentColor" stroke-dasharray="4"/>
      <text x="32" y="\(line - 4)">\(restoration.limit) min</text>
      </svg>
      """
  }
}

/// Text of a repository in a page.
package enum HTMLText {
  package static func escaped(_ text: String) -> String {
    TerminalText.visible(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
