internal import Findings

/// The output of Brakeman's formatter `json`.
enum BrakemanReport {
  static func read(_ root: ReportValue, file: String) throws(UnreadableLintReport) -> IngestedReport {
    var report = IngestedReport(path: file, tool: .brakeman)
    for warning in try root.required("warnings").elements() {
      report.findings.append(try finding(warning))
    }
    for warning in try root.optional("ignored_warnings")?.elements() ?? [] {
      report.ignored.append(
        IngestedReport.Ignored(
          fingerprint: try warning.required("fingerprint").text(), file: try warning.required("file").text()))
    }
    for error in try root.optional("errors")?.elements() ?? [] {
      let words = LinterWords.message(try error.required("error").text())
      report.gaps.append("it could not read a file: \(words)")
    }
    for fingerprint in try root.optional("obsolete")?.elements() ?? [] {
      report.obsolete.append(try fingerprint.text())
    }
    let scan = try root.required("scan_info")
    try inspect(scan, into: &report)
    if let claimed = try scan.optional("security_warnings")?.integer(), claimed > report.findings.count {
      report.gaps.append("it claims \(claimed) warnings, and lists \(report.findings.count)")
    }
    return report
  }

  private static func finding(_ warning: ReportValue) throws(UnreadableLintReport) -> IngestedReport.Finding {
    let message = LinterWords.message(try warning.required("message").text())
    let confidence = try warning.optional("confidence")?.text().lowercased() ?? "weak"
    var finding = LinterFinding(
      rule: try warning.optional("check_name")?.text(), severity: .error,
      message: "\(message) (confidence: \(confidence))")
    if let line = try warning.optional("line")?.integer(), line > 0 { finding.line = line }
    return IngestedReport.Finding(
      file: try warning.required("file").text(), linter: finding, link: try warning.optional("link")?.text(),
      confidence: confidence)
  }

  /// Holds what it did against what it should have done: a scan that looks at nothing finds nothing.
  private static func inspect(
    _ scan: ReportValue, into report: inout IngestedReport
  ) throws(UnreadableLintReport) {
    let version = try scan.optional("brakeman_version")?.text() ?? "of an unknown version"
    report.version = try scan.optional("brakeman_version")?.text()
    report.application = try scan.optional("app_path")?.text()
    report.templates = try scan.optional("number_of_templates")?.integer()
    var performed: Set<String> = []
    for check in try scan.required("checks_performed").elements() { performed.insert(try check.text()) }
    if let all = BrakemanChecks.all(of: version) {
      report.checks = (all.count, all.subtracting(performed))
    } else {
      report.gaps.append(
        "which checks Brakeman \(version) has is not known, so it is not known whether all were performed")
    }
    for (key, noun) in [("number_of_controllers", "controllers"), ("number_of_models", "models")]
    where try scan.optional(key)?.integer() ?? 0 == 0 {
      report.gaps.append("it has seen 0 \(noun), so it has not looked at the whole application")
    }
  }
}

/// Which checks a version of Brakeman performs by default: what `checks_performed` of a whole scan lists.
enum BrakemanChecks {
  static func all(of version: String) -> Set<String>? {
    version.hasPrefix("7.1.") ? seven : nil
  }

  /// Of 7.1, as its own report of an unrestricted scan has them.
  private static let seven: Set<String> = Set(
    """
    BasicAuth BasicAuthTimingAttack CSRFTokenForgeryCVE ContentTag CookieSerialization CreateWith CrossSiteScripting \
    DefaultRoutes Deserialize DetailedExceptions DigestDoS DynamicFinders EOLRails EOLRuby EscapeFunction Evaluation \
    Execute FileAccess FileDisclosure FilterSkipping ForgerySetting HeaderDoS I18nXSS JRubyXML JSONEncoding \
    JSONEntityEscape JSONParsing LinkTo LinkToHref MailTo MassAssignment MimeTypeDoS ModelAttrAccessible \
    ModelAttributes ModelSerialize NestedAttributes NestedAttributesBypass NumberToCurrency PageCachingCVE Pathname \
    PermitAttributes QuoteTableName Ransack Redirect RegexDoS Render RenderDoS RenderInline ResponseSplitting RouteDoS \
    SQL SQLCVEs SSLVerify SafeBufferManipulation SanitizeConfigCve SanitizeMethods SelectTag SelectVulnerability Send \
    SendFile SessionManipulation SessionSettings SimpleFormat SingleQuotes SkipBeforeFilter SprocketsPathTraversal \
    StripTags SymbolDoSCVE TemplateInjection TranslateBug UnsafeReflection UnsafeReflectionMethods ValidationRegex \
    VerbConfusion WeakRSAKey WithoutProtection XMLDoS YAMLParsing
    """.split(separator: " ").map(String.init))
}
