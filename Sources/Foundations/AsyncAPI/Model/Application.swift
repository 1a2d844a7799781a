package import Documents

/// What an AsyncAPI document says of an application, in the terms of 3.x whatever its version is.
package struct Application: Sendable {
  package let version: AsyncAPIVersion
  /// The URI under which the document was given.
  package let uri: String
  package let root: Site
  package let title: String
  package internal(set) var servers: [Server] = []
  package private(set) var channels: [Channel] = []
  /// The places of the channels by their names.
  private var numbers: [String: Int] = [:]
  package internal(set) var operations: [Operation] = []
  /// Messages of the components that no channel has.
  package internal(set) var componentMessages: [Message] = []

  /// The version of the application itself; nil where it is no string.
  package let release: String?

  init(version: AsyncAPIVersion, uri: String, root: Site, title: String, release: String?) {
    self.version = version
    self.uri = uri
    self.root = root
    self.title = title
    self.release = release
  }

  /// A server that applications connect to.
  package struct Server: Sendable {
    package let name: String
    package let site: Site
    package let protocolName: String
    /// The URL of 2.x, the host and the path of 3.x.
    package let address: String
    /// What clients may show, each alternative as a text that equals that of the same demand elsewhere.
    package let security: [String]
    let hasSchemaRegistry: Bool
  }

  /// A place that messages go through.
  package struct Channel: Sendable {
    package let name: String
    /// Where it is written: behind references.
    package let site: Site
    /// Nil where it is not known before run time.
    package let address: String?
    package internal(set) var messages: [Message]
    /// The names of the servers that have it; nil where all of them do.
    package let servers: [String]?
    /// The bindings by protocol.
    package let bindings: [String: Node]
    /// The parameters, in the order of the address.
    package let parameters: [Parameter]

    /// The address without the names of its parameters.
    package var template: String? {
      address.map { text in
        parameters.reduce(text) { $0.replacing("{\($1.name)}", with: "{}") }
      }
    }

    /// The topic of Kafka: the one of the binding, else the address.
    package var topic: String? { bindings["kafka"]?["topic"]?.string ?? address }
  }

  /// A variable part of an address.
  package struct Parameter: Sendable {
    package let name: String
    /// What it may be; nil where that is not limited.
    package let values: [String]?
  }

  /// A kind of message, with what its traits add.
  package struct Message: Sendable {
    package let name: String
    /// Where it is written: behind references.
    package let site: Site
    /// The name that the message gives itself.
    package let title: String?
    package let contentType: String?
    package let payload: MessageSchema?
    package let headers: MessageSchema?
    /// The key of a record of Kafka.
    package let key: MessageSchema?
    package let bindings: [String: Node]
    package let examples: [Site]
  }

  /// What the application does with a channel.
  package struct Operation: Sendable {
    package let name: String
    package let site: Site
    package let role: Role
    /// The name of the channel in the document.
    package let channel: String
    /// The names of the messages, as the channel has them.
    package let messages: [String]
    package let security: [String]
    /// The channel and the messages of the answer.
    package let reply: (channel: String, messages: [String])?
  }

  package enum Role: String, Sendable, Hashable {
    case send
    case receive

    /// What the answer to such a request is.
    package var opposite: Role { self == .send ? .receive : .send }
  }

  mutating func append(_ channel: Channel) {
    numbers[channel.name] = channels.count
    channels.append(channel)
  }

  package func channel(named name: String) -> Channel? { numbers[name].map { channels[$0] } }
}

/// A schema of a message.
package struct MessageSchema: Sendable {
  package let format: PayloadFormat
  package let content: Content

  package init(format: PayloadFormat, content: Content) {
    self.format = format
    self.content = content
  }

  package enum Content: Sendable {
    /// As it is written.
    case written(Site)
    /// Put together of a message and its traits; its references are absolute.
    case merged(Node)
  }
}
