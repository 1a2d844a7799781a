/// Reads an input with the target of a name, for drivers that are not part of this package.
///
/// - Returns: 0; 1 where there is no such target. A finding ends the process, as a crash does.
@_cdecl("signalbox_fuzz")
package func fuzz(_ name: UnsafePointer<CChar>, _ input: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let target = unsafe FuzzTarget(rawValue: String(cString: name)) else { return 1 }
  do throws(FuzzFinding) {
    try target.run(unsafe Array(UnsafeBufferPointer(start: input, count: count)))
  } catch {
    preconditionFailure("\(target.rawValue): \(error)")
  }
  return 0
}
