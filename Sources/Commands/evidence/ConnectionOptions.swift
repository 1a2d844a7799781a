internal import ArgumentParser
internal import CommandSupport
internal import EvidenceCollection
internal import HTTP

/// How GitHub is reached.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the REST interface is (default: GITHUB_API_URL, else https://api.github.com).", valueName: "url"))
  var apiURL: String?

  @Option(
    name: .customLong("token-file"),
    help: ArgumentHelp("A file with the token (default: GITHUB_TOKEN).", valueName: "file"))
  var tokenFile: String?

  @Option(
    help: ArgumentHelp(
      "A file with a token that may read teams, used for nothing else (default: GITHUB_TEAM_TOKEN).", valueName: "file")
  )
  var teamTokenFile: String?

  @Option(help: ArgumentHelp("How long all of it may take.", valueName: "seconds"))
  var timeLimit = 300

  init() {}

  func validate() throws {
    if timeLimit < 1 { throw ValidationError("--time-limit is a number of seconds from 1 on") }
  }

  func token(_ surroundings: Surroundings) throws -> Token? {
    try Self.token(in: tokenFile, orVariable: "GITHUB_TOKEN", surroundings)
  }

  func teamToken(_ surroundings: Surroundings) throws -> Token? {
    try Self.token(in: teamTokenFile, orVariable: "GITHUB_TEAM_TOKEN", surroundings)
  }

  /// What to say before anybody is asked without a token: it is seldom meant, and some of it takes long to fail.
  func sayingAnonymous(to root: WebAddress) -> String {
    """
    evidence: no token was given (GITHUB_TOKEN, or --token-file FILE), so \(root.origin) is asked anonymously: that \
    reads no teams, and of repositories those that are public, 60 requests an hour

    """
  }

  private static func token(
    in file: String?, orVariable name: String, _ surroundings: Surroundings
  ) throws(FileProblem) -> Token? {
    let text: String
    if let file {
      text = String(decoding: try Files.contents(of: file, limit: 64 * 1024), as: UTF8.self)
    } else if let value = surroundings.variable(name) {
      text = value
    } else {
      return nil
    }
    guard let token = Token(text) else { throw FileProblem(description: "\(file ?? name) contains no token") }
    return token
  }

  /// The root of the interface.
  func root(_ surroundings: Surroundings) throws -> WebAddress {
    let text = apiURL ?? surroundings.variable("GITHUB_API_URL") ?? "https://api.github.com"
    do throws(HTTPError) {
      return try WebAddress(text)
    } catch {
      throw ValidationError("The API URL is not one: \(error.message)")
    }
  }

  /// The connection as the environment has it, under the names that curl uses (curl(1), "ENVIRONMENT").
  func connection(to root: WebAddress, _ surroundings: Surroundings) -> HTTPConnection {
    var connection = HTTPConnection(userAgent: "signalbox/\(Version.current)")
    connection.certificateAuthorities = surroundings.variable("SSL_CERT_FILE")
    // In capitals HTTP_PROXY is what a request header "Proxy" becomes in CGI.
    let names = root.origin.scheme == "https" ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    connection.proxy = (names + ["all_proxy", "ALL_PROXY"]).compactMap(surroundings.variable).first
    connection.withoutProxy = ["no_proxy", "NO_PROXY"].compactMap(surroundings.variable).first
    return connection
  }
}
