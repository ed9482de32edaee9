import CanonicalJSON
import DiplomaticEvents
import EventCoding
import Testing

@Suite struct CloudEventTests {
    private func unwrapped(_ text: String) throws -> CloudEvent.Unwrapped {
        CloudEvent.unwrapped(try JSONDocument(Array(text.utf8).span))
    }

    private func event(_ text: String) throws -> String? {
        guard case .event(let bytes) = try unwrapped(text) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func faults(_ text: String) throws -> [String] {
        guard case .refused(let faults) = try unwrapped(text) else { return [] }
        return faults.map(\.description)
    }

    private let least = #""specversion":"1.0","id":"a","source":"/s","type":"chancery.x.own""#

    @Test func anEventComesOutOfItsEnvelopeAsItWentIn() throws {
        let text = #"{"data":{"k":[1,{"b":null}]},"id":"a/1","occurred":"","subject":"x/y","type":"x.own"}"#
        let document = try JSONDocument(Array(text.utf8).span)
        let object = try #require(document.value(document.root).object)
        let envelope = CloudEvent.wrapped(
            object, log: "00ff", revision: 42, recorded: "2018-08-03T12:00:00.000001Z")
        #expect(
            CanonicalWriter.text(of: .object(envelope))
                == #"{"data":\#(text),"datacontenttype":"application/json","#
                + #""id":"a/1","sequence":"00000000000000000042","source":"urn:chancery:00ff","specversion":"1.0","#
                + #""subject":"x/y","time":"2018-08-03T12:00:00.000001Z","type":"chancery.x.own"}"#)
        #expect(try event(CanonicalWriter.text(of: .object(envelope))) == text)
    }

    @Test func theEnvelopeGivesWhatItsEventLeavesOut() throws {
        #expect(
            try event(#"{\#(least),"subject":"x/y","data":{"occurred":"2018"}}"#)
                == #"{"id":"a","occurred":"2018","subject":"x/y","type":"x.own"}"#)
    }

    @Test func whatIsNotKnownOrNotSetIsPassedOver() throws {
        #expect(
            try event(
                #"{\#(least),"time":null,"dataschema":null,"traceparent":"00-1","x9":{"deep":1},"#
                    + #""data":{"id":"a","type":"x.own"}}"#) == #"{"id":"a","type":"x.own"}"#)
        for media in ["application/json; charset=utf-8", "Application/JSON", "application/vnd.x+json"] {
            #expect(try event(#"{\#(least),"datacontenttype":"\#(media)","data":{}}"#) != nil, "\(media)")
        }
    }

    @Test(arguments: [
        (#"{"id":"a","source":"/s","type":"chancery.x.own","data":{}}"#, "specversion: is missing"),
        (
            #"{"specversion":"0.3","id":"a","source":"/s","type":"chancery.x.own","data":{}}"#,
            "specversion: '0.3' can't be read; CloudEvents 1.0 can"
        ),
        (#"{"specversion":"1.0","source":"/s","type":"chancery.x.own","data":{}}"#, "id: is missing"),
        (
            #"{"specversion":"1.0","id":"","source":"/s","type":"chancery.x.own","data":{}}"#,
            "id: is not a text"
        ),
        (#"{"specversion":"1.0","id":"a","type":"chancery.x.own","data":{}}"#, "source: is missing"),
        (
            #"{"specversion":"1.0","id":"a","source":"/s","type":"com.github.push","data":{}}"#,
            "type: 'com.github.push' is no type of events that are read here; those are 'chancery.'"
        ),
        (#"{"specversion":"1.0","id":"a","source":"/s","type":"chancery.x.own"}"#, "data: is no JSON object"),
        (
            #"{"specversion":"1.0","id":"a","source":"/s","type":"chancery.x.own","data":"{}"}"#,
            "data: is no JSON object"
        ),
        (
            #"{"specversion":"1.0","id":"a","source":"/s","type":"chancery.x.own","data_base64":"e30="}"#,
            "data_base64: binary data holds no event"
        ),
        (
            #"{"specversion":"1.0","id":"a","source":"/s","type":"chancery.x.own","datacontenttype":"text/xml","data":{}}"#,
            "datacontenttype: 'text/xml' can't be read"
        ),
        (
            #"{"specversion":"1.0","id":"a","source":"/s","type":"chancery.x.own","time":"yesterday","data":{}}"#,
            "time: 'yesterday' is not an RFC 3339 time"
        ),
        (
            #"{"specversion":"1.0","id":"a","source":"/s","type":"chancery.x.own","data":{"id":"b"}}"#,
            "id: the envelope has 'a' and data has 'b'"
        ),
        (
            #"{"specversion":"1.0","id":"a","source":"/s","type":"chancery.x.own","data":{"type":"x.other"}}"#,
            "type: the envelope has 'x.own' and data has 'x.other'"
        ),
        (
            #"{"specversion":"1.0","id":"a","source":"/s","type":"chancery.x.own","Big":1,"data":{}}"#,
            "Big: is no name of an attribute"
        ),
        ("[]", "event: is not a JSON object"),
    ])
    func thisIsRefused(_ text: String, _ said: String) throws {
        let found = try faults(text)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(said) ?? false, "\(found)")
    }

    @Test func everythingThatIsWrongIsTold() throws {
        #expect(try faults(#"{"specversion":"2","data":[]}"#).count == 5)
    }
}
