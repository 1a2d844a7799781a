/// What is asked of a server.
package struct HTTPRequest: Sendable, Hashable {
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  package let method: Method
  package let address: WebAddress
  package let headers: HTTPHeaders
  package let body: [UInt8]

  /// The value of the header `Authorization`: sent to the origin of the address, and to nobody it redirects to.
  package let authorization: String?

  package init(
    _ method: Method = .get, _ address: WebAddress, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [],
    authorization: String? = nil
  ) {
    self.method = method
    self.address = address
    self.headers = headers
    self.body = body
    self.authorization = authorization
  }
}

/// What a server answers.
package struct HTTPResponse: Sendable, Hashable {
  /// The status code (RFC 9110, section 15).
  package let status: Int
  package let headers: HTTPHeaders
  package let body: [UInt8]

  package init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// Header fields in their order; the names have no case (RFC 9110, section 5.1).
package struct HTTPHeaders: Sendable, Hashable {
  package struct Field: Sendable, Hashable {
    package let name: String
    package let value: String
  }

  package private(set) var fields: [Field]

  package init(_ fields: [(name: String, value: String)] = []) {
    self.fields = fields.map { Field(name: $0.name, value: $0.value) }
  }

  package mutating func append(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  /// The values of a field, joined by commas where it stands there several times (RFC 9110, section 5.3).
  package subscript(name: String) -> String? {
    let values = fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }
}
