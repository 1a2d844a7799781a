/// The words by which names of fields say that a value is about a person.
enum PersonalVocabulary {
  /// What a field is, by the words that its name ends with.
  struct Phrase {
    let words: [String]
    let kind: Kind
    let condition: Condition
  }

  /// What kind of value it is, which says by which types and formats it can be written.
  enum Kind {
    /// Words, which no number can be: names, mail addresses.
    case text
    /// Digits, which may be written as a number: telephones, postal codes.
    case digits
    /// An amount or a coordinate.
    case quantity
    /// A day or a year.
    case birth
    /// One of a few values: gender, nationality.
    case attribute
    /// The address of a picture.
    case portrait
    /// An identifier, perhaps a UUID.
    case identifier
    /// The address of a machine.
    case network
  }

  /// Whose it has to be.
  enum Condition {
    /// Anyone's: nothing but people has it.
    case always
    /// Anyone's who is not said to be an organization or a place.
    case unlessOrganization
    /// That of a person whom the name or what is around it tells of.
    case ofPerson
    /// Anyone's who is not said to be a machine.
    case unlessMachine
  }

  /// The phrase that a name ends with, the longest first, and the words before it.
  static func phrase(endOf words: [String]) -> (phrase: Phrase, before: ArraySlice<String>)? {
    if others.contains(Array(words.suffix(2))) { return nil }
    for length in stride(from: min(longest, words.count), through: 1, by: -1) {
      if let phrase = phrases[Array(words.suffix(length))] { return (phrase, words.dropLast(length)) }
    }
    return nil
  }

  private static let phrases: [[String]: Phrase] = {
    var phrases: [[String]: Phrase] = [:]
    for (kind, condition, texts) in table {
      for text in texts {
        let words = text.split(separator: " ").map(String.init)
        phrases[words] = Phrase(words: words, kind: kind, condition: condition)
      }
    }
    return phrases
  }()

  private static let longest = 4

  /// Names that end as a phrase does and mean something else.
  private static let others: Set<[String]> = [
    ["direct", "mail"], ["event", "handle"], ["file", "handle"], ["file", "zip"], ["first", "login"],
    ["last", "login"],
    ["place", "holder"], ["process", "handle"], ["receipt", "handle"], ["social", "login"], ["voice", "mail"],
    ["window", "handle"],
  ]

  private static let table: [(Kind, Condition, [String])] = [
    (
      .text, .always,
      [
        "email", "mail", "email address", "mail address", "contact email", "first name", "last name", "middle name",
        "given name", "family name", "full name", "maiden name", "preferred name", "sur name", "fore name", "surname",
        "forename", "fname", "lname", "nick name", "nickname", "user name", "screen name", "card holder",
        "card holder name",
        "account holder", "next kin", "patronymic", "bcc address", "cc address", "married name", "birth name",
        "emergency contact",
      ]
    ),
    (.birth, .always, ["birth date", "birth day", "date birth", "birth year", "year birth", "birth", "born", "dob"]),
    (
      .attribute, .always,
      [
        "gender", "sex", "pronouns", "nationality", "citizenship", "ethnicity", "religion", "denomination",
        "marital status", "sexual orientation", "disability", "diagnosis", "blood type", "blood group", "birth place",
        "place birth", "birth country", "country birth", "birth city", "city birth", "political opinion", "allergy",
        "medical condition", "health condition", "trade union membership",
      ]
    ),
    (
      .digits, .always,
      [
        "ssn", "social security", "social security number", "social insurance number", "national id",
        "national identifier", "national identification number", "national insurance number", "identity number",
        "identity card", "identity card number", "id card number", "id card", "personal number", "personal id",
        "personal identification number", "passport", "passport number", "passport id", "driver license",
        "driver license number", "driver license id", "driving license", "driving license number", "visa number",
        "residence permit number", "nin", "nino", "cpf", "nif", "iban", "bank account", "bank account number",
        "account number", "card number", "credit card", "credit card number", "debit card number", "pan",
        "health insurance number", "insurance number", "insurance id", "medical record number", "health record number",
        "patient number", "policy number", "caller number", "calling number", "from number", "aadhaar",
        "aadhaar number", "bsn", "curp", "itin", "nhs number", "medicare number", "nric", "personnummer", "pesel",
        "license plate", "number plate", "msisdn", "imei", "imsi", "meid",
      ]
    ),
    (
      .digits, .unlessOrganization,
      [
        "phone", "phone number", "telephone", "telephone number", "mobile", "mobile number", "mobile phone",
        "mobile phone number", "cell phone", "cell number", "cell phone number", "fax", "fax number", "whatsapp",
        "whatsapp number", "house number", "postal code", "post code", "zip", "zip code", "tax id", "tax number",
        "tax identifier", "tax identification number", "taxpayer id", "tin",
      ]
    ),
    (
      .text, .unlessOrganization,
      [
        "login", "login name", "handle", "street", "street name", "street address", "address line", "home address",
        "billing address", "shipping address", "delivery address", "mailing address", "postal address",
        "residential address", "full address", "private address", "invoice address", "contact address",
        "permanent address", "formatted address", "apartment number",
      ]
    ),
    (.portrait, .unlessOrganization, ["avatar", "portrait", "selfie", "mugshot", "head shot", "headshot"]),
    (.portrait, .ofPerson, ["photo", "picture", "image", "photograph"]),
    (
      .text, .ofPerson,
      ["name", "display name", "address", "alias", "initial", "legal name"]
    ),
    (.attribute, .ofPerson, ["health", "health status", "race", "caste", "income bracket"]),
    (.quantity, .unlessOrganization, ["latitude", "longitude", "gps coordinate", "geo coordinate", "geohash"]),
    (
      .quantity, .always, ["salary", "wage", "net pay", "gross pay", "base pay", "take home pay", "hourly rate of pay"]
    ),
    (.quantity, .ofPerson, ["age", "income", "body weight", "weight", "height", "pay", "compensation", "bmi"]),
    (
      .identifier, .always,
      [
        "idfa", "idfv", "gaid", "aaid", "oaid", "adid", "advertising id", "advertising identifier", "advertiser id",
        "android id", "google ad id", "gplay ad id", "play ad id", "apple ad id", "fire ad id", "device ad id",
        "mobile ad id",
      ]
    ),
    (
      .network, .unlessMachine,
      [
        "ip", "ip address", "ipv4", "ipv6", "ipv4 address", "ipv6 address", "remote address", "client address",
        "x forwarded for",
      ]
    ),
  ]

  /// Words for people in their roles.
  static let persons: Set<String> = [
    "actor", "addressee", "applicant", "approver", "assignee", "attendee", "author", "beneficiary", "billing",
    "borrower",
    "buyer",
    "by", "callee", "caller", "candidate", "cardholder", "citizen", "claimant", "collaborator",
    "colleague", "commenter", "committer", "consignee", "contact", "courier", "creator", "customer", "doctor", "donor",
    "employee", "father", "follower", "friend", "guest", "holder", "husband", "individual", "insured",
    "invitee", "inviter", "kin", "lead", "maintainer", "member", "mother", "nurse", "owner",
    "participant", "passenger", "patient", "payee", "payer", "people", "person",
    "policyholder", "profile", "pusher", "receiver", "recipient", "reporter", "requester", "requestor", "resident",
    "respondent", "reviewer", "rider", "seller", "sender", "shipping", "shopper", "signatory", "signer", "speaker",
    "spouse",
    "student", "subscriber", "supervisor", "teacher", "traits", "traveler", "traveller", "user", "viewer", "visitor",
    "voter", "wife", "winner",
  ]

  /// Words for organizations and places, whose telephones and streets belong to no person.
  static let organizations: Set<String> = [
    "agency", "airport", "bank", "branch", "brand", "business", "carrier", "city", "company", "country", "department",
    "dealer", "depot", "employer", "employment", "facility", "group", "hospital", "hotel", "hub", "institution",
    "insurer", "manufacturer", "merchant", "office", "organization", "pharmacy", "port", "publisher",
    "restaurant", "retailer", "school", "shop", "site", "station", "store", "supplier", "team", "terminal",
    "university",
    "vendor", "venue", "warehouse",
  ]

  /// Words for machines and the software on them, whose addresses belong to no person.
  static let machines: Set<String> = [
    "bastion", "broker", "cluster", "container", "database", "db", "dest", "destination", "dns", "ec2", "edge",
    "egress", "endpoint", "external",
    "gateway", "host", "ingress", "instance", "internal", "interface", "kafka", "kubernetes", "k8s", "listen",
    "listener",
    "load", "machine", "mail", "mx", "nat", "node", "pod", "private", "proxy", "public", "replica", "router", "sender",
    "server", "service",
    "smtp", "subnet", "target", "upstream", "vip", "vpn", "vm",
  ]

  /// Words around a value that say nothing of whose it is: `data`, `payload`.
  static let wrappers: Set<String> = [
    "attribute", "body", "content", "data", "detail", "element", "entry", "event", "field", "info", "item", "merge",
    "message", "metadata", "object", "payload", "property", "record", "resource", "value",
  ]

  /// Words behind a phrase that change nothing of what it is.
  static let trailing: Set<String> = [
    "current", "e164", "kana", "masked", "new", "normalized", "old", "opt", "plain", "previous", "primary", "raw",
    "secondary",
    "signup", "text", "unverified",
  ]

  /// Words that say that a value is a digest of something.
  static let digests: Set<String> = [
    "blake2b", "blake3", "checksum", "digest", "fingerprint", "hash", "hashed", "hmac", "md5", "pseudonym",
    "pseudonymized", "sha", "sha1", "sha256", "sha384", "sha512",
  ]
}
