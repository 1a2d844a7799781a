#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Does something and returns the processor time that it took, which a busy machine does not make longer.
///
/// - Throws: what `body` throws.
package func processorTime<E>(of body: () throws(E) -> Void) throws(E) -> Duration {
  let start = processorTimeOfThisThread()
  try body()
  return processorTimeOfThisThread() - start
}

private func processorTimeOfThisThread() -> Duration {
  var time = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
}
