/// Transforms all inputs, several at a time where there are several; the results are in the order of the inputs.
///
/// This is the one place where work is spread over threads. Inputs are dealt out in a few runs rather than one by one,
/// since most of them are small.
package func concurrentMap<Input: Sendable, Output: Sendable>(
  _ inputs: [Input], _ transform: @escaping @Sendable (Input) -> Output
) async -> [Output] {
  let runs = 8
  guard inputs.count > 1 else { return inputs.map(transform) }
  let length = (inputs.count + runs - 1) / runs
  return await withTaskGroup(of: (start: Int, outputs: [Output]).self) { group in
    for start in stride(from: 0, to: inputs.count, by: length) {
      group.addTask {
        (start, inputs[start..<min(start + length, inputs.count)].map(transform))
      }
    }
    var runs: [(start: Int, outputs: [Output])] = []
    for await run in group { runs.append(run) }
    return runs.sorted { $0.start < $1.start }.flatMap(\.outputs)
  }
}
