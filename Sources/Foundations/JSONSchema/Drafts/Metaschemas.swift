internal import Documents

/// The drafts' own metaschemas: the normative data of the specifications, compiled in as they are published.
enum Metaschemas {
  /// The document of a URI without a fragment; nil when it is none of a metaschema.
  static func node(of uri: String) -> Node? { nodes[uri]?() }

  /// The URIs and the documents, which are parsed when they are asked for.
  private static let nodes: [String: @Sendable () -> Node?] = {
    let old = "http://json-schema.org/draft-0"
    let y2019 = "https://json-schema.org/draft/2019-09/"
    let y2020 = "https://json-schema.org/draft/2020-12/"
    return [
      old + "4/schema": { parsed(PackageResources.draft4_json) },
      old + "6/schema": { parsed(PackageResources.draft6_json) },
      old + "7/schema": { parsed(PackageResources.draft7_json) },
      y2019 + "schema": { parsed(PackageResources.draft2019_09_json) },
      y2019 + "meta/core": { parsed(PackageResources.draft2019_09_core_json) },
      y2019 + "meta/applicator": { parsed(PackageResources.draft2019_09_applicator_json) },
      y2019 + "meta/validation": { parsed(PackageResources.draft2019_09_validation_json) },
      y2019 + "meta/meta-data": { parsed(PackageResources.draft2019_09_meta_data_json) },
      y2019 + "meta/format": { parsed(PackageResources.draft2019_09_format_json) },
      y2019 + "meta/content": { parsed(PackageResources.draft2019_09_content_json) },
      y2020 + "schema": { parsed(PackageResources.draft2020_12_json) },
      y2020 + "meta/core": { parsed(PackageResources.draft2020_12_core_json) },
      y2020 + "meta/applicator": { parsed(PackageResources.draft2020_12_applicator_json) },
      y2020 + "meta/unevaluated": { parsed(PackageResources.draft2020_12_unevaluated_json) },
      y2020 + "meta/validation": { parsed(PackageResources.draft2020_12_validation_json) },
      y2020 + "meta/meta-data": { parsed(PackageResources.draft2020_12_meta_data_json) },
      y2020 + "meta/format-annotation": { parsed(PackageResources.draft2020_12_format_annotation_json) },
      y2020 + "meta/format-assertion": { parsed(PackageResources.draft2020_12_format_assertion_json) },
      y2020 + "meta/content": { parsed(PackageResources.draft2020_12_content_json) },
    ]
  }()

  private static func parsed(_ bytes: [UInt8]) -> Node? {
    do throws(DocumentError) {
      return try Document.json(SourceText(bytes)).root
    } catch {
      // A test reads every one of them.
      return nil
    }
  }
}
