#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A TCP socket of this machine's loopback, as the operating system has it (socket(7)).
struct Socket: Sendable {
  let descriptor: Int32

  struct NotListening: Error {
    let code: Int32
  }

  /// A socket that listens on 127.0.0.1, at a port that the system chose.
  static func listening() throws(NotListening) -> (socket: Socket, port: UInt16) {
    #if canImport(Darwin)
      let stream = SOCK_STREAM
    #else
      let stream = Int32(SOCK_STREAM.rawValue)
    #endif
    let socket = Socket(descriptor: socket(AF_INET, stream, 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard unsafe bind(socket.descriptor, address, size) == 0, listen(socket.descriptor, 128) == 0 else {
          return errno
        }
        return unsafe getsockname(socket.descriptor, address, &size) == 0 ? 0 : errno
      }
    }
    guard code == 0 else {
      socket.close()
      throw NotListening(code: code)
    }
    return (socket, UInt16(bigEndian: address.sin_port))
  }

  /// Whether there is something to read, or to accept; it waits a twentieth of a second for it.
  func isReadable() -> Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&state, 1, 50) > 0
  }

  /// A connection that somebody has made to this socket.
  func accepted() -> Socket? {
    let connection = accept(descriptor, nil, nil)
    return connection < 0 ? nil : Socket(descriptor: connection)
  }

  /// What has come; nothing where the other side has ended the connection.
  func received() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
    return Array(bytes.prefix(max(0, count)))
  }

  /// Sends all bytes; false where the other side takes no more.
  func send(_ bytes: [UInt8]) -> Bool {
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      // Who does not want the rest of an answer must not end the tests by a signal.
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes { bytes in
        #if canImport(Darwin)
          unsafe Darwin.send(descriptor, bytes.baseAddress, bytes.count, flags)
        #else
          unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, flags)
        #endif
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  func close() {
    #if canImport(Darwin)
      _ = Darwin.close(descriptor)
    #else
      _ = Glibc.close(descriptor)
    #endif
  }

  /// Waits a hundredth of a second.
  static func sleep() { usleep(10_000) }
}
