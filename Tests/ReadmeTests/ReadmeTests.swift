import Foundation
import Testing

/// Runs the README's examples as they are written, one after another in one folder, as its reader would.
@Suite struct ReadmeTests {
    @Test func examplesOfTheReadmeRunAsWritten() throws {
        let blocks = try Page("README.md").blocks.filter { $0.language == "sh" }
        #expect(blocks.count >= 3, "each of the three uses has an example")
        let folder = try ExampleFolder()
        for block in blocks {
            let done = try folder.bash(block.text)
            #expect(
                done.status == 0, "line \(block.line): \(done.output.suffix(2000))\(done.errors.suffix(2000))"
            )
            #expect(
                !done.output.isEmpty || !done.errors.isEmpty,
                "line \(block.line): an example that prints nothing")
        }
        #expect(folder.has("paris.json"))
    }
}
