internal import Documents

extension Objection {
  /// The objection as somebody says it who knows which rules exist: a schema knows only those that may stand here.
  func naming(_ knownRules: [String]) -> Objection {
    guard let word, !knownRules.isEmpty, let use = RuleUse(pointer.tokens, isOfKey: isOfKey) else { return self }
    var objection = self
    if !knownRules.contains(word), let correction = RenamedRules.correction(of: word) {
      (objection.message, objection.help) = correction
      return objection
    }
    if !knownRules.contains(word) {
      objection.message = "there is no rule \"\(word)\"" + (use == .waiver ? " that could be waived" : "")
      return objection
    }
    switch use {
    case .setting:
      objection.message = "the rule \(word) cannot be set: it protects the policy itself and is always an error"
    case .waiver:
      objection.message =
        "the rule \(word) cannot be waived: it is about the policy or a deployment, and not about a file"
    }
    objection.help = nil
    return objection
  }

  /// What a policy names a rule for.
  private enum RuleUse {
    case setting
    case waiver

    init?(_ tokens: [String], isOfKey: Bool) {
      switch (tokens.first, tokens.count, isOfKey) {
      case ("rules", 2, true): self = .setting
      case ("waivers", 3, false) where tokens.last == "rule": self = .waiver
      default: return nil
      }
    }
  }
}
