internal import Policy

extension PullRequest {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    number = try value.required("number").number()
    title = try value.optional("title")?.string()
    body = try value.optionalText("body")
    author = try value.required("author").orNull { login throws(UnreadableEvidence) in try login.login() }
    draft = try value.optional("draft")?.boolean()
    base = try Branch(value.required("base"))
    let head = try value.required("head")
    self.head = try Branch(head)
    isFork = try head.optional("fork")?.boolean()
    headPermissions = try head.optional("permissions")?.permissions()
    maintainersMayPush = try head.optional("maintainersMayPush")?.boolean()
    group = try value.optional("group").map { group throws(UnreadableEvidence) in
      Slice(base: try group.required("base").commit(), head: try group.required("head").commit())
    }
    heads = try value.optional("heads")?.list { head throws(UnreadableEvidence) in try Head(head) }
    commits = try value.optional("commits")?.list { commit throws(UnreadableEvidence) in try Commit(commit) }
    labels = try value.optional("labels")?.list { label throws(UnreadableEvidence) in try Label(label) }
    reviews = try value.optional("reviews")?.list { review throws(UnreadableEvidence) in try Review(review) }
    comments = try value.optional("comments")?.list { comment throws(UnreadableEvidence) in try Comment(comment) }
  }
}

extension PullRequest.Branch {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    ref = try value.required("ref").string()
    commit = try value.required("sha").commit()
    since = try value.optional("since")?.instant()
  }
}

extension PullRequest.Head {
  fileprivate init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    commit = try value.required("sha").commit()
    pushedAt = try value.required("pushedAt").instant()
    by = try value.optionalLogin("by")
  }
}

extension PullRequest.Commit {
  fileprivate init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    id = try value.required("sha").commit()
    authors = try value.required("authors").list { author throws(UnreadableEvidence) in
      try author.orNull { login throws(UnreadableEvidence) in try login.login() }
    }
    committer = try value.required("committer").orNull { login throws(UnreadableEvidence) in try login.login() }
    parents = try value.optional("parents")?.list { parent throws(UnreadableEvidence) in try parent.commit() }
  }
}

extension PullRequest.Label {
  init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    name = try value.required("name").string()
    by = try value.required("by").orNull { login throws(UnreadableEvidence) in try login.login() }
    at = try value.required("at").orNull { at throws(UnreadableEvidence) in try at.instant() }
  }
}

extension PullRequest.Review {
  fileprivate init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    by = try value.required("by").orNull { login throws(UnreadableEvidence) in try login.login() }
    state = try value.required("state").word(of: State.self)
    commit = try value.required("commit").orNull { commit throws(UnreadableEvidence) in try commit.commit() }
    at = try value.required("at").instant()
  }
}

extension PullRequest.Comment {
  fileprivate init(_ value: EvidenceValue) throws(UnreadableEvidence) {
    by = try value.required("by").orNull { login throws(UnreadableEvidence) in try login.login() }
    app = try value.optionalText("app")
    at = try value.required("at").instant()
    editedAt = try value.optional("editedAt")?.instant()
    body = try value.required("body").string()
  }
}
