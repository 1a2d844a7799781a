/// The words of a property name, in lower case and in their order: `shippingAddressLine1` is shipping, address, line, 1.
struct FieldWords: Hashable {
  let words: [String]

  init(_ name: String) {
    var words: [String] = []
    for part in Self.parts(of: name) { words += Self.split(part) }
    self.words = Self.joined(words)
  }

  /// Cuts where the case rises, where a run of capitals ends, and at everything that is neither letter nor digit.
  private static func parts(of name: String) -> [String] {
    let scalars = Array(name.unicodeScalars)
    var parts: [String] = []
    var part = ""
    func isUpper(_ place: Int) -> Bool { place < scalars.count && scalars[place].properties.isUppercase }
    func isLower(_ place: Int) -> Bool { place < scalars.count && scalars[place].properties.isLowercase }
    for (place, scalar) in scalars.enumerated() {
      guard scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) else {
        if !part.isEmpty { parts.append(part) }
        part = ""
        continue
      }
      let begins = isUpper(place) && place > 0 && (!isUpper(place - 1) || isLower(place + 1))
      if begins, !part.isEmpty {
        parts.append(part)
        part = ""
      }
      part += scalar.properties.lowercaseMapping
    }
    return part.isEmpty ? parts : parts + [part]
  }

  /// Cuts the digits off, except of names of algorithms and numberings, and words that are written as one.
  private static func split(_ part: String) -> [String] {
    guard !whole.contains(part) else { return [part] }
    let stem = String(part.prefix { !("0"..."9").contains($0) })
    guard stem.isEmpty || stem == part else { return split(stem) + split(String(part.dropFirst(stem.count))) }
    for head in heads where part.hasSuffix(head) && part != head {
      let qualifier = String(part.dropLast(head.count))
      if compoundable.contains(qualifier) || PersonalVocabulary.persons.contains(qualifier) {
        return [qualifier, head]
      }
    }
    return [part]
  }

  /// Brings spellings of one word together, and plurals to their singular.
  private static func joined(_ words: [String]) -> [String] {
    var joined: [String] = []
    for word in words {
      let word = singular(word)
      if word == "mail", joined.last == "e" {
        joined[joined.count - 1] = "email"
      } else if word != "of", word != "the" {
        joined.append(spellings[word] ?? word)
      }
    }
    return joined
  }

  private static func singular(_ word: String) -> String {
    if word.hasSuffix("sses") { return String(word.dropLast(2)) }
    guard word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), !word.hasSuffix("is"),
      !unchanged.contains(word)
    else { return word }
    return String(word.dropLast())
  }

  private static let whole: Set<String> = [
    "sha1", "sha256", "sha384", "sha512", "md5", "e164", "ipv4", "ipv6", "s3", "ec2", "k8s", "blake2b", "blake3",
  ]
  private static let heads = [
    "name", "zip", "mail", "phone", "address", "number", "code", "date", "holder", "picture", "photo", "place", "id",
    "day", "num",
  ]
  /// Qualifiers that are written together with their head; `host` and `file` are none, since they say nothing of people.
  private static let compoundable: Set<String> = [
    "birth", "card", "cell", "email", "first", "full", "fore", "family", "given", "home", "house", "ip", "last",
    "maiden", "middle",
    "mobile", "nick", "pass", "phone", "post", "street", "sur", "tele", "zip",
  ]
  private static let unchanged: Set<String> = ["sms", "address", "dns", "aws", "gps", "https", "pronouns", "traits"]
  private static let spellings = [
    "addr": "address", "licence": "license", "no": "number", "nr": "number", "num": "number",
    "tel": "telephone", "lng": "longitude", "lon": "longitude", "lat": "latitude",
    "organisation": "organization", "org": "organization", "plz": "zip", "acct": "account", "pic": "picture",
    "img": "image", "labour": "labor",
  ]
}
