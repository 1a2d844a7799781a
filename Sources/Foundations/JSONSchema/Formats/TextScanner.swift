/// Reads ASCII from the front of a text.
struct TextScanner {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: some StringProtocol) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position == bytes.count }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Moves past a byte, if it is the next.
  mutating func take(_ character: Character) -> Bool {
    guard let value = character.asciiValue, next == value else { return false }
    position += 1
    return true
  }

  /// Moves past one of some bytes, if the next is among them.
  mutating func take(anyOf characters: String) -> Bool {
    guard let next, characters.utf8.contains(next) else { return false }
    position += 1
    return true
  }

  /// Reads exactly so many digits.
  mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let digit else { return nil }
      value = value * 10 + digit
      position += 1
    }
    return value
  }

  /// Moves past digits; answers with how many there were.
  mutating func skipDigits() -> Int {
    let start = position
    while digit != nil { position += 1 }
    return position - start
  }

  private var digit: Int? {
    guard let next, next >= 0x30, next <= 0x39 else { return nil }
    return Int(next) - 0x30
  }
}
