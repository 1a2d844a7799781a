package import Documents
internal import Findings
internal import Git
package import Policy

extension Evidence {
  /// What a document is held to before anybody reads it.
  package static let schema = DocumentSchema(PackageResources.evidence_schema_json)

  /// Reads a document whole; unknown keys are passed over.
  ///
  /// - Throws: `UnreadableEvidence` with the place and what was expected there.
  package init(_ source: SourceText, path: String) throws(UnreadableEvidence) {
    let document: Document
    do throws(DocumentError) {
      document = try Document.json(source)
      try document.requireNoDefects()
    } catch {
      let place = Place(error.range, of: source, path: path)
      throw UnreadableEvidence([PolicyFault(message: error.message, place: place, help: error.help)])
    }
    let help = "docs/evidence.schema.json describes the document"
    let faults = Self.schema.faults(of: document, path: path, help: help)
    guard faults.isEmpty else { throw UnreadableEvidence(faults) }
    try self.init(EvidenceValue(node: document.root, source: source, file: path))
  }

  private init(_ root: EvidenceValue) throws(UnreadableEvidence) {
    source = try Source(root.required("source"))
    changes = try root.required("changes").list { value throws(UnreadableEvidence) in try PullRequest(value) }
    otherChanges = try root.optional("otherChanges")?.list { value throws(UnreadableEvidence) in
      try OtherChange(value)
    }
    changesAhead = try root.optional("changesAhead")?.list { value throws(UnreadableEvidence) in
      try PullRequest(value)
    }
    var teams: [FoldedName: Team] = [:]
    for member in try root.optional("teams")?.members() ?? [] {
      let team = try Team(member.value)
      let isSecond = teams.updateValue(team, forKey: FoldedName(member.key)) != nil
      if isSecond { teams[FoldedName(member.key)] = .unreadable("the evidence lists it twice, in different case") }
    }
    self.teams = teams
    var governed: [ObjectID: [Delta]] = [:]
    for member in try root.optional("governedChanges")?.members() ?? [] {
      guard let commit = ObjectID(member.key) else { throw member.value.unreadable }
      governed[commit] = try member.value.list { value throws(UnreadableEvidence) in try Delta(value) }
    }
    governedChanges = governed
    checkRuns = try root.optional("checkRuns")?.list { value throws(UnreadableEvidence) in try CheckRun(value) }
    statuses = try root.optional("statuses")?.list { value throws(UnreadableEvidence) in try Status(value) }
    deployments = try root.optional("deployments")?.list { value throws(UnreadableEvidence) in try Deployment(value) }
    var history: [String: Bool] = [:]
    for member in try root.optional("deploymentHistory")?.members() ?? [] {
      let isComplete = try member.value.required("complete").boolean()
      // Two names that differ only in case are one environment: it is known only where both lists are whole.
      let name = member.key.lowercased()
      history[name] = isComplete && history[name] ?? true
    }
    deploymentHistory = history
    artifacts = try root.optional("artifacts")?.list { value throws(UnreadableEvidence) in try Artifact(value) }
    landed = try root.optional("landed")?.list { value throws(UnreadableEvidence) in try LandedCommit(value) }
    issues = try root.optional("issues")?.list { value throws(UnreadableEvidence) in try Issue(value) }
    requiredChecks = try root.optional("requiredChecks")?.list { value throws(UnreadableEvidence) in
      try RequiredCheck(value)
    }
    permissions = try root.optional("permissions")?.permissions()
    unreadable =
      try root.optional("unreadable")?.list { value throws(UnreadableEvidence) in
        Unreadable(what: try value.required("what").string(), why: try value.required("why").string())
      } ?? []
  }
}

extension Evidence.Source {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    kind = try value.required("kind").string()
    repository = try value.required("repository").string()
    collectedAt = try value.required("collectedAt").instant()
    serverTime = try value.optional("serverTime")?.instant()
  }
}

extension Evidence.OtherChange {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    number = try value.required("number").number()
    why = try value.required("why").string()
    state = try value.optional("state")?.string()
    base = try PullRequest.Branch(value.required("base"))
    head = try PullRequest.Branch(value.required("head"))
    url = try value.optional("url")?.string()
  }
}

extension Evidence.Team {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    if let why = try value.optional("unreadable") {
      self = .unreadable(try why.string())
    } else {
      self = .members(
        try value.required("members").list { member throws(UnreadableEvidence) in try member.login() })
    }
  }
}

extension Evidence.Delta {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    path = try value.required("path").repositoryPath()
    old = try value.required("old").orNull { id throws(UnreadableEvidence) in try id.commit() }
    new = try value.required("new").orNull { id throws(UnreadableEvidence) in try id.commit() }
    oldMode = try value.optional("oldMode")?.string()
    newMode = try value.optional("newMode")?.string()
  }
}

extension Evidence.CheckRun {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    name = try value.required("name").string()
    app = try value.optionalText("app")
    commit = try value.required("commit").commit()
    conclusion = try value.optionalText("conclusion")
    startedAt = try value.optional("startedAt")?.instant()
    completedAt = try value.optional("completedAt")?.instant()
  }
}

extension Evidence.Status {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    context = try value.required("context").string()
    by = try value.optionalLogin("by")
    commit = try value.required("commit").commit()
    state = try value.required("state").string()
    at = try value.optional("at")?.instant()
  }
}

extension Evidence.Deployment {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    environment = try value.required("environment").string()
    service = try value.optionalText("service")
    version = try value.optionalText("version")
    commit = try value.required("commit").commit()
    state = try value.required("state").string()
    by = try value.optionalLogin("by")
    startedAt = try value.optional("startedAt")?.instant()
    at = try value.required("at").instant()
    app = try value.optionalText("app")
    pullRequests = try value.optional("pullRequests")?.list { value throws(UnreadableEvidence) in
      try Evidence.DeployedPullRequest(value)
    }
  }
}

extension Evidence.DeployedPullRequest {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    number = try value.required("number").number()
    title = try value.optional("title")?.string()
    author = try value.optionalLogin("author")
    labels = try value.required("labels").list { label throws(UnreadableEvidence) in try label.string() }
    mergedAt = try value.optional("mergedAt")?.orNull { at throws(UnreadableEvidence) in try at.instant() }
  }
}

extension Evidence.Artifact {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    name = try value.required("name").string()
    digest = try value.optional("digest")?.string()
    commit = try value.required("commit").commit()
    file = try value.optional("file")?.string()
    workflow = try value.optional("workflow")?.string()
    workflowBlob = try value.optional("workflowBlob")?.commit()
    event = try value.optional("event")?.string()
    headBranch = try value.optionalText("headBranch")
    headRepository = try value.optionalText("headRepository")
    createdAt = try value.optional("createdAt")?.instant()
  }
}

extension Evidence.LandedCommit {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    commit = try value.required("commit").commit()
    pullRequest = try value.optional("pullRequest")?.orNull { number throws(UnreadableEvidence) in
      try number.number()
    }
    mergedAt = try value.optional("mergedAt")?.orNull { at throws(UnreadableEvidence) in try at.instant() }
  }
}

extension Evidence.Issue {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    number = try value.required("number").number()
    title = try value.optional("title")?.string()
    labels = try value.required("labels").list { label throws(UnreadableEvidence) in try label.string() }
    openedAt = try value.required("openedAt").instant()
    closedAt = try value.optional("closedAt")?.orNull { at throws(UnreadableEvidence) in try at.instant() }
    by = try value.optionalLogin("by")
    url = try value.optional("url")?.string()
    assignees = try value.optional("assignees")?.list { login throws(UnreadableEvidence) in try login.login() }
    labelled = try value.optional("labelled")?.list { label throws(UnreadableEvidence) in
      try PullRequest.Label(label)
    }
    body = try value.optionalText("body")
  }
}

extension Evidence.RequiredCheck {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    name = try value.required("name").string()
    app = try value.optionalText("app")
    mergeQueue = try value.optional("mergeQueue")?.boolean()
  }
}

extension EvidenceValue {
  /// A text that may be null or missing.
  func optionalText(_ key: String) throws(UnreadableEvidence) -> String? {
    try optional(key)?.orNull { text throws(UnreadableEvidence) in try text.string() }
  }

  /// What people may do in a repository; nothing is known of somebody who is listed twice, in different case.
  func permissions() throws(UnreadableEvidence) -> [Login: String] {
    var permissions: [Login: String] = [:]
    var twice: Set<Login> = []
    for member in try members() {
      let isSecond = permissions.updateValue(try member.value.string(), forKey: Login(member.key)) != nil
      if isSecond { twice.insert(Login(member.key)) }
    }
    return permissions.filter { !twice.contains($0.key) }
  }

  /// A login that may be null or missing.
  func optionalLogin(_ key: String) throws(UnreadableEvidence) -> Login? {
    try optional(key)?.orNull { login throws(UnreadableEvidence) in try login.login() }
  }
}
