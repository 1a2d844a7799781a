/// One step of a YAML stream, as libyaml reports it.
struct YAMLEvent {
  enum Kind {
    case streamStart
    case documentStart
    case alias(String)
    case scalar(YAMLScalar)
    case sequenceStart(YAMLProperties, isFlow: Bool)
    case mappingStart(YAMLProperties, isFlow: Bool)
    case collectionEnd
    case documentEnd
    case streamEnd
  }

  var kind: Kind
  var range: SourceRange
}

/// The properties of a node (YAML 1.2.2 §6.9).
struct YAMLProperties {
  var anchor: String?
  /// The tag in full, `!!int` being `tag:yaml.org,2002:int`.
  var tag: String?
}

struct YAMLScalar {
  var properties: YAMLProperties
  /// The text after folding and unescaping, in UTF-8.
  var text: [UInt8]
  /// Whether it stands there without quotes and is no block scalar.
  var isPlain: Bool
}
