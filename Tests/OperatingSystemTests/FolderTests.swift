import OperatingSystem
import SystemPackage
import TestSupport
import Testing

@Suite struct FolderTests {
  @Test func `a folder is made with those above it, and once more without harm`() async throws {
    try await withScratchFolder { scratch in
      let path = scratch.appending("a/b/c").string
      try Folders.make(path)
      try Folders.make(path)
      #expect(Folders.kind(of: path) == .directory)
    }
  }

  @Test func `no folder is made where a file is in the way`() async throws {
    try await withScratchFolder { scratch in
      try await scratch.appending("file").write("x")
      #expect(throws: Errno.fileExists) { try Folders.make(scratch.appending("file").string) }
      #expect(throws: Errno.notDirectory) { try Folders.make(scratch.appending("file/below").string) }
    }
  }

  @Test func `what is removed is a link and not its target`() async throws {
    try await withScratchFolder { scratch in
      try await scratch.appending("kept/file").write("x")
      try await scratch.appending("gone/deep/file").write("x")
      _ = try await Tool.run("ln", ["-s", scratch.appending("kept").string, scratch.appending("gone/link").string])
      try Folders.remove(scratch.appending("gone").string)
      #expect(Folders.kind(of: scratch.appending("gone").string) == nil)
      #expect(Folders.kind(of: scratch.appending("kept/file").string) == .regular)
    }
  }

  @Test func `a name that is no UTF-8 is removed, too`() async throws {
    try await withScratchFolder { scratch in
      let made = try await Tool.run(
        "bash",
        ["-c", #"mkdir -p "$0"/a && touch "$0"/a/$'latin\xff.js' "$0"/a/$'new\nline' "$0"/a/-dash"#, scratch.string])
      #expect(made.status == 0)
      try Folders.remove(scratch.appending("a").string)
      #expect(Folders.kind(of: scratch.appending("a").string) == nil)
    }
  }

  @Test func `a new folder is for this user alone, and no two have one name`() async throws {
    try await withScratchFolder { scratch in
      let paths = try (0..<20).map { _ in try Folders.makeNew(in: scratch.string, prefix: "new-") }
      #expect(Set(paths).count == 20)
      for path in paths {
        #expect(path.hasPrefix(scratch.appending("new-").string))
        #expect(Folders.status(of: path)?.permissions == [.ownerReadWriteExecute])
      }
    }
  }

  @Test func `an executable is a regular file with that permission`() async throws {
    try await withScratchFolder { scratch in
      try await scratch.appending("tool").write("#!/bin/sh\n")
      let path = scratch.appending("tool").string
      #expect(!Folders.isExecutable(path))
      _ = try await Tool.run("chmod", ["+x", path])
      #expect(Folders.isExecutable(path))
      #expect(!Folders.isExecutable(scratch.string), "a folder")
    }
  }

  @Test func `the environment has values with equals signs, and empty ones`() {
    #expect(ProcessContext.environment["PATH"]?.contains("/") == true)
    #expect(ProcessContext.environment.keys.allSatisfy { !$0.contains("=") })
    #expect(ProcessContext.secondsSince1970 > 1_700_000_000)
  }
}

@Suite struct FileReaderTests {
  @Test func `a regular file is read whole, up to its limit`() async throws {
    try await withScratchFolder { scratch in
      let path = scratch.appending("file").string
      for text in ["", "x", String(repeating: "0123456789", count: 10_000)] {
        try await scratch.appending("file").write(text)
        #expect(try FileReader.read(path, limit: text.utf8.count) == Array(text.utf8))
        guard !text.isEmpty else { continue }
        let error = #expect(throws: FileReadingError.self) { try FileReader.read(path, limit: text.utf8.count - 1) }
        #expect(error?.description.hasSuffix("has more than \(text.utf8.count - 1) bytes") == true)
      }
    }
  }

  @Test func `a file whose size the system does not know is read to its end`() throws {
    guard Folders.kind(of: "/proc/self/status") == .regular else { return }
    #expect(try !FileReader.read("/proc/self/status", limit: 1 << 20).isEmpty)
  }

  @Test(arguments: ["folder", "link", "pipe", "device", "nothing"])
  func `what is no regular file is refused at once`(kind: String) async throws {
    try await withScratchFolder { scratch in
      try await scratch.appending("file").write("x")
      let path = kind == "device" ? "/dev/zero" : scratch.appending(kind).string
      switch kind {
      case "folder": try Folders.make(path)
      case "link": _ = try await Tool.run("ln", ["-s", scratch.appending("file").string, path])
      case "pipe": _ = try await Tool.run("mkfifo", [path])
      default: break
      }
      let error = #expect(throws: FileReadingError.self) { try FileReader.read(path, limit: 100) }
      let reason = kind == "nothing" ? "cannot be read: there is no such file" : "is not a regular file"
      #expect(error?.description == "\(path) \(reason)")
    }
  }
}
