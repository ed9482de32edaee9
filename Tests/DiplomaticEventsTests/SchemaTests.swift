import CanonicalJSON
import DiplomaticEvents
import Foundation
import Testing

@Suite struct SchemaTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Events/schema")

    private static func parse(_ bytes: [UInt8]) throws -> JSONValue {
        let document = try JSONDocument(bytes.span)
        return document.value(document.root)
    }

    /// `chancery types --schema --directory Events/schema` writes them.
    @Test func theSchemasInTheRepositoryAreThoseOfTheCatalogue() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names) == Set(JSONSchema.files.map(\.name)))
        for (name, schema) in JSONSchema.files {
            let bytes = try Data(contentsOf: Self.folder.appendingPathComponent(name))
            #expect(try Self.parse(Array(bytes)) == schema, "\(name)")
        }
    }

    @Test func everyReferenceInASchemaLeadsToADefinitionOfIt() {
        for (name, schema) in JSONSchema.files {
            var waiting = [schema]
            while let next = waiting.popLast() {
                waiting += next.list ?? next.object?.members.map(\.value) ?? []
                guard let reference = next["$ref"]?.text else { continue }
                let definition = reference.split(separator: "/").last.map(String.init) ?? ""
                #expect(reference == "#/$defs/" + definition)
                #expect(schema["$defs"]?[definition] != nil, "\(name): \(reference)")
            }
        }
    }

    @Test func aTypesSchemaAsksForWhatTheCatalogueAsksFor() throws {
        let deposited = JSONSchema.of(Catalogue[.agreementInstrumentDeposited])
        #expect(deposited["required"] == ["type", "occurred", "subject", "actors", "data"])
        #expect(deposited["properties"]?["data"]?["required"] == ["mode"])
        #expect(deposited["properties"]?["actors"]?["required"] == ["party"])
        let retracted = JSONSchema.of(Catalogue[.recordRetracted])
        #expect(retracted["required"] == ["type", "data"])
        let severed = JSONSchema.of(Catalogue[.relationsSevered])
        #expect(
            severed["properties"]?["actors"]?["anyOf"] == [
                ["required": ["parties"]], ["required": ["by", "with"]],
            ])
    }
}
