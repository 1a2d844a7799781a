import Calendars
import Documents
import Findings
import ReleaseChecks
import TestSupport
import Testing

/// Random trains, answered by the gate and by ``BruteForceTrain``.
///
/// `SIGNALBOX_SEED` and `SIGNALBOX_INSTANTS` ask for another run; the seed of one that fails is printed.
@Suite struct RandomTrainTests {
  @Test func `the gate answers as a second reading of the rules does`() async throws {
    let seed = Project.variable("SIGNALBOX_SEED").flatMap(UInt64.init) ?? 20_261_119
    let count = Project.variable("SIGNALBOX_INSTANTS").flatMap(Int.init) ?? 1500
    var asked = 0
    var verdicts: [Verdict: Int] = [:]
    var round: UInt64 = 0
    while asked < count {
      var world = RandomTrain(seed: seed &+ round)
      for _ in 0..<60 where asked < count {
        let question = world.question()
        let expected = world.train.verdict(
          staging: question.isStaging, question.commit, rollback: question.isRollback, at: question.now)
        let (verdict, text) = try await world.answer(question)
        asked += 1
        verdicts[expected, default: 0] += 1
        guard verdict != expected else { continue }
        Issue.record(
          "seed \(seed &+ round): \(question) is \(verdict), due is \(expected)\n\(world.description)\n\(text)")
        return
      }
      round += 1
    }
    #expect((verdicts[.pass] ?? 0) > count / 20 && (verdicts[.fail] ?? 0) > count / 20, "\(verdicts)")
  }
}
