import CanonicalJSON
import Foundation
import Testing

@testable import ChanceryCommands

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct GraphFormatTests {
    private func place() throws -> Workplace {
        let place = try Workplace()
        let receipt = place.run(
            "append", "-",
            input: #"""
                {"id":"def","type":"actor.defined","occurred":"1990","actors":{"actor":"XAB"},"data":{"kind":"state","names":["A & <B> \"q\" \\N 'x' \u0001"]}}
                {"id":"est","type":"relations.established","occurred":"1992-01-01","actors":{"parties":["XAB","RUS"]}}
                {"id":"ban","type":"measure.imposed","occurred":"2014-03-17","actors":{"by":"FRA","against":"RUS"},"data":{"kind":"sanction"}}
                {"id":"join","type":"membership.joined","occurred":"1967-08-08","actors":{"organisation":"ASEAN","member":"SGP"}}

                """#)
        #expect(receipt.exit == 0, "\(receipt.errors)")
        return place
    }

    @Test func graphMLIsWellFormedAndEachValueHasADeclaredKey() throws {
        let text = try place().run("export", "network", "--format", "graphml", "--as-of", "2020").output
        let reader = GraphReader()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(reader.nodes == ["ASEAN", "FRA", "RUS", "SGP", "XAB"])
        #expect(reader.edges == ["ASEAN--SGP", "FRA--RUS", "RUS--XAB"])
        #expect(reader.used.isSubset(of: reader.keys))
        #expect(Set(reader.types).isSubset(of: ["string", "long", "double", "boolean"]))
        #expect(reader.texts.contains("A & <B> \"q\" \\N 'x' \u{FFFD}"))
        #expect(reader.texts.contains("FRA>RUS sanction"))
    }

    @Test func dotQuotesWhatGraphvizWouldRead() throws {
        let text = try place().run("export", "network", "--format", "dot", "--as-of", "2020").output
        #expect(text.hasPrefix("graph network {\n"))
        #expect(text.hasSuffix("}\n"))
        #expect(text.contains(#""XAB" [label="A & <B> \"q\" \\N 'x' "#))
        #expect(text.contains(#""FRA" -- "RUS" [weight="1""#))
        #expect(text.contains(#"color="red""#))
    }

    @Test(.enabled(if: GraphFormatTests.graphviz != nil))
    func graphvizReadsTheDot() throws {
        let text = try place().run("export", "network", "--format", "dot", "--as-of", "2020").output
        let process = Process()
        process.executableURL = Self.graphviz
        process.arguments = ["-Tplain"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let drawn = String(
            decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(drawn.split(separator: "\n").count { $0.hasPrefix("node ") } == 5)
        #expect(drawn.split(separator: "\n").count { $0.hasPrefix("edge ") } == 3)
    }

    private static let graphviz = ["/usr/bin/dot", "/usr/local/bin/dot"].map { URL(filePath: $0) }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    @Test func formsOfOtherProjectionsAreRefused() throws {
        let refused = try place().run("export", "relations", "--format", "graphml")
        #expect(refused.exit == 64)
        #expect(refused.errors.contains("network"))
    }
}

/// What a GraphML document says.
private final class GraphReader: NSObject, XMLParserDelegate {
    var keys: Set<String> = []
    var types: [String] = []
    var used: Set<String> = []
    var nodes: [String] = []
    var edges: [String] = []
    var texts: [String] = []
    private var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        text = ""
        switch name {
        case "key":
            keys.insert(attributes["id"] ?? "")
            types.append(attributes["attr.type"] ?? "")
        case "node": nodes.append(attributes["id"] ?? "")
        case "edge": edges.append(attributes["id"] ?? "")
        case "data": used.insert(attributes["key"] ?? "")
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        if name == "data" { texts.append(text) }
    }
}
