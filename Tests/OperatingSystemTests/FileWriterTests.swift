import OperatingSystem
import SystemPackage
import TestSupport
import Testing

@Suite struct FileWriterTests {
  @Test func `a file is made, and replaced whole`() async throws {
    try await withScratchFolder { folder in
      let path = folder.appending("report.json").string
      try FileWriter.write(Array("one".utf8), to: path)
      try FileWriter.write(Array("two, and longer".utf8), to: path)
      try FileWriter.write(Array("3".utf8), to: path)
      #expect(Project.text(of: FilePath(path)) == "3")
      #expect(Project.names(in: folder) == ["report.json"])
    }
  }

  @Test(arguments: [0o600, 0o640, 0o755, 0o444 | 0o200]) func `the mode of a file stays`(mode: Int) async throws {
    try await withScratchFolder { folder in
      let path = folder.appending("file")
      try await path.write("old")
      _ = try await Tool.run("chmod", [String(mode, radix: 8), path.string])
      try FileWriter.write(Array("new".utf8), to: path.string)
      #expect(try Stat(path).permissions.rawValue == mode)
      try FileWriter.write(Array("new".utf8), to: path.string, permissions: [.ownerReadWriteExecute])
      #expect(try Stat(path).permissions.rawValue == 0o700)
    }
  }

  @Test func `the target of a link is replaced, through any number of links, and the links stay`() async throws {
    try await withScratchFolder { folder in
      try await folder.appending("other/target").write("old")
      _ = try await Tool.run("ln", ["-s", "other/target", folder.appending("inner").string])
      _ = try await Tool.run("ln", ["-s", folder.appending("inner").string, folder.appending("link").string])
      try FileWriter.write(Array("new".utf8), to: folder.appending("link").string)
      #expect(Project.text(of: folder.appending("other/target")) == "new")
      #expect(try Stat(folder.appending("link"), followTargetSymlink: false).type == .symbolicLink)
      _ = try await Tool.run("ln", ["-s", "nowhere", folder.appending("dangling").string])
      try FileWriter.write(Array("made".utf8), to: folder.appending("dangling").string)
      #expect(Project.text(of: folder.appending("nowhere")) == "made")
    }
  }

  @Test func `a link itself is replaced where that is meant`() async throws {
    try await withScratchFolder { folder in
      try await folder.appending("target").write("old")
      _ = try await Tool.run("ln", ["-s", "target", folder.appending("link").string])
      try FileWriter.write(Array("new".utf8), to: folder.appending("link").string, followingLinks: false)
      #expect(Project.text(of: folder.appending("target")) == "old")
      #expect(try Stat(folder.appending("link"), followTargetSymlink: false).type == .regular)
    }
  }

  @Test func `a loop of links and a folder are refused`() async throws {
    try await withScratchFolder { folder in
      _ = try await Tool.run("ln", ["-s", "loop", folder.appending("loop").string])
      for path in [folder.appending("loop").string, folder.string, folder.appending("none/file").string] {
        let error = #expect(throws: FileWritingError.self) { try FileWriter.write([], to: path) }
        #expect(error?.description.hasPrefix("\(path) cannot be written: ") == true)
      }
    }
  }

  @Test func `a device is written in place`() throws {
    try FileWriter.write([1, 2, 3], to: "/dev/null")
    #expect(try Stat(FilePath("/dev/null")).type == .characterSpecial)
  }

  @Test(.enabled(if: Project.exists("/dev/full"))) func `a full device is an error`() {
    let error = #expect(throws: FileWritingError.self) { try FileWriter.write([1], to: "/dev/full") }
    #expect(error?.description == "/dev/full cannot be written: No space left on device")
  }

  @Test func `what a killed process left is removed, and its lock is free`() async throws {
    try await withScratchFolder { folder in
      try await folder.appending(".file.new").write("half of")
      try FileWriter.write(Array("whole".utf8), to: folder.appending("file").string)
      #expect(Project.names(in: folder) == ["file"])
      #expect(Project.text(of: folder.appending("file")) == "whole")
    }
  }

  @Test func `many writers of one file leave one of their contents, and nothing else`() async throws {
    try await withScratchFolder { folder in
      let path = folder.appending("file").string
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          group.addTask {
            for _ in 0..<10 { try FileWriter.write([UInt8](repeating: UInt8(number), count: 10_000), to: path) }
          }
        }
        try await group.waitForAll()
      }
      let bytes = try #require(Project.bytes(of: FilePath(path)))
      #expect(bytes.count == 10_000)
      #expect(Set(bytes).count == 1)
      #expect(Project.names(in: folder) == ["file"])
    }
  }

  @Test func `a name of 255 bytes is written`() async throws {
    try await withScratchFolder { folder in
      let name = String(repeating: "n", count: 255)
      try FileWriter.write([1], to: folder.appending(name).string)
      #expect(Project.names(in: folder) == [name])
    }
  }

  @Test func `a new file never takes the place of anything`() async throws {
    try await withScratchFolder { folder in
      let path = folder.appending("file").string
      #expect(try FileWriter.create([1], at: path))
      #expect(try !FileWriter.create([2], at: path))
      #expect(Project.bytes(of: FilePath(path)) == [1])
      _ = try await Tool.run("ln", ["-s", "nowhere", folder.appending("link").string])
      #expect(try !FileWriter.create([2], at: folder.appending("link").string))
      #expect(Project.names(in: folder) == ["file", "link"])
    }
  }

  @Test func `a summary is appended to`() async throws {
    try await withScratchFolder { folder in
      let path = folder.appending("summary").string
      for _ in 0..<3 { try FileWriter.append(to: path) { size in Array("\(size) ".utf8) } }
      #expect(Project.text(of: FilePath(path)) == "0 2 4 ")
    }
  }
}
