internal import CPCRE2

/// A regular expression of ECMA-262 with the flag `u` (ECMA-262 §22.2), compiled once, and matched by any thread.
package final class RegularExpression: Sendable {
  /// The expression as it was given.
  package let pattern: String

  /// The address of the compiled code, which nothing changes once it is there.
  private let code: UInt

  /// Compiles an expression.
  ///
  /// - Throws: a `PatternError` for what ECMA-262 does not allow, or what this engine cannot do.
  package init(_ pattern: String) throws(PatternError) {
    let syntax = try PatternSyntax(pattern)
    if ReferenceCheck.isReadOtherwise(syntax) {
      throw PatternError(unsupported: pattern, "a reference to a group whose text a repetition forgets")
    }
    let translated = PatternTranslator.translate(syntax)
    var status: Int32 = 0
    var offset = 0
    let options =
      PCRE2_UTF | PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_START_OPTIMIZE
    let compiled = unsafe translated.withUnsafeBufferPointer { bytes in
      unsafe pcre2_compile_8(bytes.baseAddress, bytes.count, options, &status, &offset, nil)
    }
    guard let compiled = unsafe compiled else { throw PatternError(unsupported: pattern, Self.message(status)) }
    unsafe pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
    self.pattern = pattern
    code = UInt(bitPattern: compiled)
  }

  deinit {
    unsafe pcre2_code_free_8(OpaquePointer(bitPattern: code))
  }

  /// How much work a match may be: a count of the engine's steps back, more of which take longer.
  package enum Effort: UInt32, Sendable {
    /// Enough for nearly every expression that is not made to be slow; at most some hundred microseconds.
    case small = 20_000
    /// At most some ten milliseconds.
    case large = 1_000_000
  }

  /// Says whether the expression matches anywhere in a text.
  ///
  /// The text has to be valid UTF-8, which nobody looks at again.
  /// - Throws: a `MatchError` when the answer is not found with the effort.
  package func matches(_ text: Span<UInt8>, effort: Effort) throws(MatchError) -> Bool {
    let status = unsafe text.withUnsafeBufferPointer { bytes -> Int32 in
      // PCRE2 wants an address also for no bytes.
      guard let start = bytes.baseAddress else { return withUnsafeBytesOfNothing(effort) }
      return unsafe run(start, bytes.count, effort)
    }
    switch status {
    case 0...: return true
    case PCRE2_ERROR_NOMATCH: return false
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_JIT_STACKLIMIT:
      throw MatchError(pattern: pattern, message: "it takes more than \(effort.rawValue) steps")
    default: throw MatchError(pattern: pattern, message: Self.message(status))
    }
  }

  private func withUnsafeBytesOfNothing(_ effort: Effort) -> Int32 {
    var nothing: UInt8 = 0
    return unsafe run(&nothing, 0, effort)
  }

  private func run(_ start: UnsafePointer<UInt8>, _ count: Int, _ effort: Effort) -> Int32 {
    let code = unsafe OpaquePointer(bitPattern: code)
    let scratch = unsafe pcre2_match_data_create_8(1, nil)
    let context = unsafe pcre2_match_context_create_8(nil)
    defer {
      unsafe pcre2_match_data_free_8(scratch)
      unsafe pcre2_match_context_free_8(context)
    }
    unsafe pcre2_set_match_limit_8(context, effort.rawValue)
    unsafe pcre2_set_heap_limit_8(context, Self.heapLimit)
    let status = unsafe pcre2_match_8(code, start, count, 0, PCRE2_NO_UTF_CHECK, scratch, context)
    guard status == PCRE2_ERROR_JIT_STACKLIMIT else { return status }
    // The machine code has a small stack; the interpreter keeps its own on the heap.
    return unsafe pcre2_match_8(code, start, count, 0, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, scratch, context)
  }

  /// How much memory the interpreter may take for one match, in KiB.
  private static let heapLimit: UInt32 = 64 * 1024

  private static func message(_ status: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = unsafe buffer.withUnsafeMutableBufferPointer { bytes in
      unsafe pcre2_get_error_message_8(status, bytes.baseAddress, bytes.count)
    }
    return String(decoding: buffer.prefix(Int(max(0, length))), as: UTF8.self)
  }
}
