internal import Git

/// The files that say what a linter looks for.
enum LinterConfiguration {
  static func isFile(_ path: RepositoryPath, of format: LintFormat) -> Bool {
    let name = String(decoding: path.lastComponent, as: UTF8.self)
    switch format {
    case .eslint:
      return name == ".eslintrc" || name.hasPrefix(".eslintrc.") || name.hasPrefix("eslint.config.")
        || name == ".eslintignore" || name == "eslint-suppressions.json"
    case .rubocop: return name == ".rubocop" || name == ".rubocop.yml" || name == ".rubocop_todo.yml"
    }
  }
}
