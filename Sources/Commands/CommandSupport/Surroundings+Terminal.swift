internal import CProcess
package import Findings
internal import OperatingSystem
internal import SystemPackage

extension Surroundings {
  /// Whether a text is coloured: as the command line says, else as the environment does, else where a terminal shows it.
  ///
  /// `NO_COLOR` comes before what forces colors, as on bixense.com/clicolors; an empty variable says nothing.
  package func style(_ choice: ColorChoice) -> TextStyle {
    switch choice {
    case .always: return .colour
    case .never: return .plain
    case .auto: break
    }
    if isSet("NO_COLOR") { return .plain }
    if isForced("FORCE_COLOR") || isForced("CLICOLOR_FORCE") { return .colour }
    if environment["CLICOLOR"] == "0" || environment["FORCE_COLOR"] == "0" || environment["TERM"] == "dumb" {
      return .plain
    }
    return outputIsTerminal ? .colour : .plain
  }

  private func isSet(_ variable: String) -> Bool { environment[variable].map { !$0.isEmpty } ?? false }

  private func isForced(_ variable: String) -> Bool {
    isSet(variable) && !["0", "false"].contains(environment[variable]?.lowercased())
  }

  /// The cells of a line of the terminal that standard output is; `nil` where it is none, or does not say.
  package var outputColumns: Int? {
    guard outputIsTerminal else { return nil }
    let told = Int(process_output_columns())
    let columns = told > 0 ? told : environment["COLUMNS"].flatMap { Int($0) } ?? 0
    return columns > 0 ? columns : nil
  }

  /// The links that the terminal shows; `nil` for one of which it is not known that it does.
  package var links: TerminalLinks? {
    guard outputIsTerminal || isForced("FORCE_HYPERLINK"), knowsLinks else { return nil }
    return TerminalLinks(folder: linkedFolder)
  }

  /// Whether the terminal knows links, as it says itself: there is no capability of that name in terminfo.
  private var knowsLinks: Bool {
    if let forced = environment["FORCE_HYPERLINK"] { return forced != "0" }
    if isContinuousIntegration || isSet("TMUX") || environment["TERM"]?.hasPrefix("screen") == true { return false }
    let programs: Set<String> = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"]
    return environment["TERM_PROGRAM"].map(programs.contains) ?? false
      || environment["VTE_VERSION"].flatMap { Int($0) }.map { $0 >= 5000 } ?? false
      || ["KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "ALACRITTY_WINDOW_ID"].contains(where: isSet)
  }

  /// The folder that paths in a report begin at: the top of the working tree, or where nothing tells, the working directory.
  private var linkedFolder: String {
    let start: String
    do throws(Errno) {
      start = try Folders.current
    } catch {
      return "."
    }
    var folder = start
    while !Files.isThere(folder + "/.git") {
      guard let slash = folder.lastIndex(of: "/"), slash != folder.startIndex else { return start }
      folder = String(folder[..<slash])
    }
    return folder
  }
}
