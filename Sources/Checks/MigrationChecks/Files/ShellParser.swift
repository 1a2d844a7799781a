internal import Documents

/// Reads a script of a POSIX shell or bash, as far as statuses of commands depend on it.
///
/// What is no shell is read on from the next byte, so that reading always ends; what is nested deeper than a person writes
/// is left out.
struct ShellParser {
  let bytes: [UInt8]
  var offset = 0
  var depth = 0

  /// Where the body of a here-document begins (the line break before it), with the place behind it.
  var bodies: [Int: Int] = [:]

  private static let depthLimit = 40

  static func parse(_ bytes: [UInt8]) -> ShellList {
    var parser = ShellParser(bytes: bytes)
    var script = ShellList()
    while parser.offset < bytes.count {
      let start = parser.offset
      script.items += parser.list(until: []).items
      if parser.offset == start { parser.offset += 1 }
    }
    return script
  }

  init(bytes: [UInt8]) { self.bytes = bytes }

  // MARK: Commands

  /// Reads commands up to a closing parenthesis or one of some reserved words, which is not taken.
  mutating func list(until ends: Set<String>) -> ShellList {
    var list = ShellList()
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else {
      offset = bytes.count
      return list
    }
    while true {
      skipSeparators()
      guard offset < bytes.count, peek() != UInt8(ascii: ")"), !ends.contains(peekWord()), !isAt(";;") else {
        return list
      }
      let start = offset
      list.items.append(item())
      if offset == start { offset += 1 }
    }
  }

  private mutating func item() -> ShellList.Item {
    var item = ShellList.Item()
    var joint = ""
    while true {
      let start = offset
      item.parts.append((joint, pipeline()))
      skipBlanks()
      if isAt("&&") || isAt("||") {
        joint = isAt("&&") ? "&&" : "||"
        offset += 2
        skipSeparators()
        if offset < bytes.count, offset > start { continue }
      } else if peek() == UInt8(ascii: "&"), !isAt("&>") {
        item.isBackground = true
        offset += 1
      }
      return item
    }
  }

  private mutating func pipeline() -> ShellPipeline {
    var pipeline = ShellPipeline()
    skipBlanks()
    while ["!", "time"].contains(peekWord()) {
      if peekWord() == "!" { pipeline.isNegated.toggle() }
      _ = word()
      skipBlanks()
    }
    while true {
      pipeline.commands.append(command())
      skipBlanks()
      guard peek() == UInt8(ascii: "|"), !isAt("||") else { return pipeline }
      offset += isAt("|&") ? 2 : 1
      skipSeparators()
    }
  }

  private mutating func command() -> ShellCommand {
    skipBlanks()
    if isAt("((") { return arithmetic() }
    if peek() == UInt8(ascii: "(") {
      offset += 1
      let inner = list(until: [])
      take(UInt8(ascii: ")"))
      skipRedirections()
      return .group(inner)
    }
    switch peekWord() {
    case "{":
      _ = word()
      let inner = list(until: ["}"])
      take("}")
      return .group(inner)
    case "if": return conditional()
    case "while", "until", "for", "select": return loop()
    case "case": return choice()
    case "function":
      _ = word()
      skipBlanks()
      return function(word().text)
    default:
      let start = offset
      let name = peekWord()
      if !name.isEmpty {
        _ = word()
        skipBlanks()
        if isAt("()") || isAt("( )") { return function(name) }
        offset = start
      }
      return .simple(simple())
    }
  }

  private mutating func conditional() -> ShellCommand {
    var branches: [(condition: ShellList, body: ShellList)] = []
    var otherwise: ShellList?
    while ["if", "elif"].contains(peekWord()) {
      _ = word()
      let condition = list(until: ["then", "fi"])
      take("then")
      branches.append((condition, list(until: ["elif", "else", "fi"])))
      skipSeparators()
    }
    if peekWord() == "else" {
      _ = word()
      otherwise = list(until: ["fi"])
    }
    take("fi")
    return .conditional(branches, otherwise: otherwise)
  }

  private mutating func loop() -> ShellCommand {
    let keyword = word().text
    var condition = ShellList()
    if keyword == "while" || keyword == "until" {
      condition = list(until: ["do", "done"])
    } else {
      // The words of `for … in …`, or its three expressions.
      while offset < bytes.count, peekWord() != "do" {
        skipBlanks()
        if isAt("((") { _ = arithmetic() } else if isBreak { offset += 1 } else if peekWord() != "do" { _ = word() }
      }
    }
    take("do")
    let body = list(until: ["done"])
    take("done")
    let given = skipRedirections()
    // What a loop reads by `< <(…)` is a part of it whose status is lost, as one of a condition.
    condition.items += given.flatMap(\.items)
    return .loop(given.isEmpty ? keyword : "while", condition: condition, body: body)
  }

  private mutating func choice() -> ShellCommand {
    _ = word()
    skipBlanks()
    _ = word()
    skipSeparators()
    take("in")
    var lists: [ShellList] = []
    while offset < bytes.count {
      skipSeparators()
      if peekWord() == "esac" { break }
      let start = offset
      // The patterns up to their parenthesis.
      if peek() == UInt8(ascii: "(") { offset += 1 }
      while offset < bytes.count, peek() != UInt8(ascii: ")") {
        let before = offset
        _ = word()
        if offset == before { offset += 1 }
      }
      take(UInt8(ascii: ")"))
      lists.append(list(until: ["esac"]))
      while isAt(";;") || isAt(";&") { offset += 2 }
      if offset == start { offset += 1 }
    }
    take("esac")
    return .choice(lists)
  }

  private mutating func function(_ name: String) -> ShellCommand {
    skipBlanks()
    if peek() == UInt8(ascii: "(") {
      while offset < bytes.count, peek() != UInt8(ascii: ")") { offset += 1 }
      take(UInt8(ascii: ")"))
    }
    skipSeparators()
    guard offset < bytes.count, depth < Self.depthLimit else { return .function(name, body: ShellList()) }
    depth += 1
    defer { depth -= 1 }
    let body = command()
    return .function(
      name, body: ShellList(items: [.init(parts: [("", ShellPipeline(commands: [body]))])]))
  }

  /// `((…))`, whose status is that of a test.
  private mutating func arithmetic() -> ShellCommand {
    let start = offset
    while offset < bytes.count, !isAt("))") { offset += 1 }
    offset = min(bytes.count, offset + 2)
    var command = ShellCommand.SimpleCommand()
    command.words = [ShellWord(text: "((")]
    command.range = SourceRange(start, offset)
    return .simple(command)
  }

  mutating func simple() -> ShellCommand.SimpleCommand {
    var command = ShellCommand.SimpleCommand()
    let start = offset
    var end = offset
    while true {
      skipBlanks()
      if isRedirection {
        let isHere = isAt("<<") && !isAt("<<<")
        let strips = isAt("<<-")
        while offset < bytes.count, "<>&|-".utf8.contains(bytes[offset]), !isAt("<("), !isAt(">(") { offset += 1 }
        skipBlanks()
        let target = word()
        if isHere { command.heredocs.append(body(endingWith: target.text, strips)) }
        command.words += target.substitutions.isEmpty ? [] : [ShellWord(text: "", substitutions: target.substitutions)]
        end = offset
        continue
      }
      guard offset < bytes.count, !isOperator else { break }
      let before = offset
      let isTest = command.words.first?.text == "[["
      let part = word(takingOperators: isTest)
      guard offset > before else { break }
      end = offset
      if part.text.allSatisfy(\.isNumber), !part.text.isEmpty,
        peek() == UInt8(ascii: "<") || peek() == UInt8(ascii: ">")
      {
        continue
      }
      if command.words.isEmpty, part.isAssignment {
        command.assignments.append(part)
      } else {
        command.words.append(part)
      }
      if isTest, part.text == "]]" { break }
    }
    command.range = SourceRange(start, max(start, end))
    command.text = String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    return command
  }
}

extension ShellWord {
  /// Whether it is `NAME=…` or `NAME+=…`.
  fileprivate var isAssignment: Bool {
    guard let sign = text.firstIndex(of: "=") else { return false }
    let name = text[..<sign].last == "+" ? text[..<sign].dropLast() : text[..<sign]
    return name.first.map { $0.isLetter || $0 == "_" } == true
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
