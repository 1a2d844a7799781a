extension Surroundings {
  /// The machine that a step of GitHub Actions runs on, in words; `nil` outside of one ("Default environment variables").
  package var runner: String? {
    guard isWorkflowStep, let name = environment["RUNNER_NAME"], !name.isEmpty else { return nil }
    let kind = environment["RUNNER_ENVIRONMENT"].flatMap { $0.isEmpty ? nil : $0 } ?? "unknown kind"
    return "the runner \(name) (\(kind))"
  }
}
