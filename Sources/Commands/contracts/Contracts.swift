internal import ArgumentParser
internal import ContractChecks

@main struct Contracts: ParsableCommand {
  func run() { print(d) }
}
