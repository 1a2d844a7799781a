# A formula for Homebrew that builds from source: brew install --build-from-source ./Packaging/signalbox.rb
class Signalbox < Formula
  desc "Required checks for the rules of a platform's engineering"
  homepage "https://github.com/acme/signalbox"
  url "https://github.com/acme/signalbox.git", tag: "v0.1.0"
  license "Apache-2.0"
  head "https://github.com/acme/signalbox.git", branch: "main"

  depends_on "pkgconf" => :build
  depends_on "cmark-gfm"
  depends_on "expat"
  depends_on "libgit2"
  depends_on "libpg_query"
  depends_on "libpq"
  depends_on "libyaml"
  depends_on "openssl@3"
  depends_on "pcre2"
  depends_on "protobuf-c"
  uses_from_macos "swift" => :build
  uses_from_macos "curl"
  uses_from_macos "zlib"

  def install
    system "Scripts/install", prefix
  end

  test do
    (testpath/"order.json").write '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "objekt" }'
    assert_match "objekt", shell_output("#{bin}/contracts lint order.json", 1)
  end
end
