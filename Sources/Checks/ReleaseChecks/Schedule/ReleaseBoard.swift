package import Calendars
internal import Documents
internal import Findings
internal import Git

/// The state of the train as one self-contained page: no network, no script that loads anything, no framework.
package struct ReleaseBoard {
  private let requests: [DeploymentRequest]
  private let manifests: [ReleaseManifest]
  private let history: ReleaseHistory
  private let now: Instant

  /// When the data was collected; `nil` where there is none.
  private let collected: Instant?

  package init(
    _ requests: [DeploymentRequest], _ manifests: [ReleaseManifest], _ history: ReleaseHistory, at now: Instant,
    collected: Instant?
  ) {
    (self.requests, self.manifests, self.history) = (requests, manifests, history)
    (self.now, self.collected) = (now, collected)
  }

  private var policy: ReleasePolicy { requests[0].policy }
  private var status: TrainStatus { requests[0].status }

  package var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(Self.scriptDigest)'; img-src data:">
    <link rel="icon" href="data:,">
    <title>Release train: \(status.state.rawValue)</title>
    <style>\(Self.style)</style>
    </head>
    <body>
    <header>
    <h1>Train of \(status.train.date): <strong class="state">\(status.state.rawValue)</strong></h1>
    <p>\(nextChange)</p>
    <p id="age" data-collected="\(collected?.secondsSince1970 ?? 0)" data-limit="\(policy.clockTolerance)">\(age)</p>
    </header>
    <main>
    \(([week] + requests.map(conditions) + manifests.map(aboard) + [holds, past]).joined(separator: "\n"))
    </main>
    <script>\(Self.script)</script>
    </body>
    </html>

    """
  }

  private var nextChange: String {
    status.next.map { "Next change: \(escaped($0.state.rawValue)) at \(time($0.at))" } ?? "No change is due."
  }

  private var age: String {
    collected.map { "Data of \(time($0))" } ?? "No data of deployments: run this with <code>--evidence</code>."
  }

  /// The train from boarding to its end as a line, with the instant of the page.
  private var week: String {
    let train = status.train
    let (start, end) = (train.boards.secondsSince1970, train.ends.secondsSince1970)
    func bar(_ kind: String, _ range: Range<Instant>, _ title: String) -> String {
      "<li class=\"\(kind)\" style=\"--from:\(permille(range.lowerBound, start, end));--until:\(permille(range.upperBound, start, end))\">"
        + "\(escaped(title)): \(time(range.lowerBound)) – \(time(range.upperBound))</li>"
    }
    let bars =
      train.skipped == nil
      ? [bar("freeze", train.freezes..<max(train.freezes, train.ends), "\(policy.train.frozen) frozen")]
        + train.windows.map { bar("window", $0, "\(policy.train.released.joined(separator: ", ")) window") } : []
    return """
      <section aria-labelledby="week"><h2 id="week">Week</h2>
      <ol class="line" style="--now:\(permille(now, start, end))">\(bars.joined())\
      <li class="now">Now: \(time(now))</li></ol></section>
      """
  }

  private func permille(_ instant: Instant, _ start: Int, _ end: Int) -> String {
    let seconds = min(max(instant.secondsSince1970, start), end) - start
    return String(seconds * 1000 / max(1, end - start))
  }

  private func conditions(_ request: DeploymentRequest) -> String {
    let rows = request.conditions.map { rule, condition in
      let (mark, word) =
        switch condition.state {
        case .met: ("✓", "met")
        case .unmet: ("✗", "unmet")
        case .unknown: ("?", "unknown")
        case .warning: ("!", "warning")
        }
      let since = condition.since.map { " <small>since \(time($0))</small>" } ?? ""
      let help = condition.state == .met ? "" : condition.help.map { "<br><em>\(escaped($0))</em>" } ?? ""
      return "<li class=\"\(word)\"><span aria-hidden=\"true\">\(mark)</span> <span class=\"sr\">\(word): </span>"
        + "\(escaped(condition.text))\(since)\(help) <code>\(escaped(rule))</code></li>"
    }
    let lines = request.summary.map { "<li>\(escaped($0))</li>" }.joined()
    let id = "c-\(LedgerName.encoded(request.environment))"
    return """
      <section aria-labelledby="\(escaped(id))"><h2 id="\(escaped(id))">\(escaped(request.environment))</h2>
      <ul>\(lines)</ul><ul class="tree">\(rows.joined())</ul></section>
      """
  }

  private func aboard(_ manifest: ReleaseManifest) -> String {
    let rows = manifest.entries.map { "<li>\(escaped($0.words))</li>" }.joined()
    return """
      <section><h2>Aboard to \(escaped(manifest.environment))</h2>
      <p><code>\(manifest.base.abbreviated)</code> → <code>\(manifest.head.abbreviated)</code></p>
      <ul>\(rows.isEmpty ? "<li>Nothing</li>" : rows)</ul></section>
      """
  }

  private var holds: String {
    let rows = status.holding.map { freeze in
      let link = freeze.link.flatMap { link in
        link.hasPrefix("https://") ? "<a href=\"\(escaped(link))\">\(escaped(freeze.name))</a>" : nil
      }
      return "<li>\(link ?? escaped(freeze.name)): \(escaped(freeze.reason)), \(escaped(freeze.owner)), since "
        + "\(time(freeze.range.lowerBound))</li>"
    }
    return """
      <section aria-labelledby="holds"><h2 id="holds">Holds</h2>
      <ul>\(rows.isEmpty ? "<li>None</li>" : rows.joined())</ul></section>
      """
  }

  private var past: String {
    let rows = history.trains.prefix(policy.boardTrains).map { train in
      let others = train.others.map(\.words).joined(separator: ", ")
      return "<tr><th scope=\"row\">\(train.date)</th><td>\(train.outcome.rawValue)</td>"
        + "<td>\(train.cut.map { "<code>\($0.commit.abbreviated)</code>" } ?? "")</td><td>\(escaped(others))</td></tr>"
    }
    return """
      <section aria-labelledby="past"><h2 id="past">Past trains</h2>
      <div class="wide" tabindex="0" role="region" aria-label="Past trains"><table>
      <thead><tr><th scope="col">Train</th><th scope="col">Outcome</th><th scope="col">Commit</th>\
      <th scope="col">Notes</th></tr></thead><tbody>\(rows.joined())</tbody></table></div></section>
      """
  }

  private func time(_ instant: Instant) -> String {
    "<time datetime=\"\(instant)\">\(escaped(policy.shown(instant)))</time>"
  }

  /// A text that cannot be taken for markup; what could break a line, or turn its direction, is made visible.
  private func escaped(_ text: String) -> String {
    var safe = ""
    for character in TerminalText.visible(text) {
      switch character {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      case let other: safe.append(other)
      }
    }
    return safe
  }

  private static let style = """
    :root{color-scheme:light dark;--bad:#b00020;--good:#0a6b2d;--edge:#8888}\
    @media (prefers-color-scheme:dark){:root{--bad:#ff7a8a;--good:#6fdc8c}}\
    body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}\
    h1{font-size:1.5rem}h2{font-size:1.15rem;border-bottom:1px solid var(--edge)}\
    ul{padding-left:1.1rem}.tree{list-style:none;padding:0}\
    .met>span:first-child{color:var(--good)}.unmet>span:first-child,.unknown>span:first-child,.old{color:var(--bad)}\
    .old{font-weight:bold}.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
    .line{list-style:none;padding:0;position:relative}\
    .line li{position:relative;padding-top:.6rem}\
    .line li:not(.now)::before{content:"";position:absolute;top:0;height:.5rem;border-radius:.25rem;background:#4a78c4;\
    left:calc(var(--from)*.1%);width:calc((var(--until) - var(--from))*.1%)}\
    .line .window::before{background:#3c9a5f!important}\
    .line .now::before{content:"";position:absolute;top:0;height:.5rem;width:3px;background:var(--bad);\
    left:calc(var(--now)*.1%)}\
    .wide{overflow-x:auto}table{border-collapse:collapse}th,td{text-align:left;padding:.2rem .8rem .2rem 0}
    """

  /// Marks data that is older than the policy allows: the only thing that changes on the page by itself.
  package static let script = """
    (()=>{const e=document.getElementById("age"),c=Number(e.dataset.collected),l=Number(e.dataset.limit);\
    const f=()=>{if(!c)return;const s=Math.max(0,Math.round(Date.now()/1000)-c);\
    e.classList.toggle("old",s>l);let a=e.querySelector("span");if(!a){a=document.createElement("span");e.append(a)}\
    a.textContent=" ("+Math.floor(s/60)+" min old)"};f();setInterval(f,30000)})()
    """

  /// The SHA-256 of ``script`` in base64, by which the page allows it and nothing else; a test holds it against the script.
  package static let scriptDigest = "W1X4x+5BwMsbAAnWyG6MoxH+5ZaL+7lLBblNgRypdi0="
}
