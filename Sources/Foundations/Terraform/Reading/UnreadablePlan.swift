/// Why something that should be a plan is not read as one, and what to do about it.
package struct UnreadablePlan: Error, Sendable, CustomStringConvertible {
  package enum Reason: String, Sendable, CaseIterable {
    case empty
    /// The wrapper of a workflow step wrote lines of its own.
    case wrapper
    case utf16
    case twoDocuments
    case cutOff
    /// A version of the format that is not known.
    case format
    case notAPlan
    case damaged
    case tooLarge
    case encrypted
    /// It is kept by HCP Terraform.
    case remote
  }

  package let reason: Reason

  /// What it is, in a phrase that begins with "it".
  package let message: String
  package let help: String

  package var description: String { message }

  init(_ reason: Reason, _ message: String, help: String = "write it again: `terraform show -json tf.plan > plan.json`")
  {
    (self.reason, self.message, self.help) = (reason, message, help)
  }

  init(_ problem: JSONPieces.Problem) {
    let wrapper =
      "let the step that sets Terraform up leave it as it is: `terraform_wrapper: false` (hashicorp/setup-terraform)"
    switch problem {
    case .wide:
      self.init(
        .utf16, "it is encoded in UTF-16, as PowerShell writes what is redirected",
        help: "write it in UTF-8: `terraform show -json tf.plan | Out-File -Encoding utf8 plan.json`")
    case .empty: self.init(.empty, "it is empty")
    case .noObject(let start):
      self.init(
        .wrapper, "it begins with `\(start)`, which is no JSON: a wrapper has written lines of its own", help: wrapper)
    case .trailing(let start):
      self.init(.wrapper, "`\(start)` follows the JSON: a wrapper has written lines of its own", help: wrapper)
    case .cutOff: self.init(.cutOff, "it is cut off before its end")
    case .second:
      self.init(
        .twoDocuments, "it has two JSON documents", help: "write one plan to one file: `>` in the place of `>>`")
    case .malformed: self.init(.damaged, "it is no JSON")
    case .tooLarge(let key): self.init(.tooLarge, "its `\(key)` has a value of more than 32 MiB")
    }
  }
}
