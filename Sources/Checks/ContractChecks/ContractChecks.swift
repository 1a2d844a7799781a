package enum ContractChecksPlaceholder {}
package let d = String(decoding: PackageResources.contracts_yml, as: UTF8.self)
