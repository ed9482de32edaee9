import CanonicalJSON
import DiplomaticEvents
import Testing

@Suite struct CatalogueTests {
    @Test func theCatalogueHoldsWhatTheContractNames() {
        #expect(Set(minimalEvents.map(\.type)) == Set(Catalogue.specifications.map(\.name)))
        #expect(Catalogue.specifications.count == EventType.allCases.count - 1)
        for (index, specification) in Catalogue.specifications.enumerated() {
            #expect(Int(specification.type.rawValue) == index)
            #expect(Catalogue.type(named: specification.name) == specification.type)
        }
    }

    @Test func theLeastThatATypeNeedsIsEnough() {
        for (type, rest) in minimalEvents { #expect(faults(minimalLine(type, rest)) == [], "\(type)") }
    }

    @Test func everyPartOfTheLeastIsNeeded() throws {
        for (type, rest) in minimalEvents {
            let document = try JSONDocument(Array(minimalLine(type, rest).utf8).span)
            let event = try #require(document.value(document.root).object)
            func faultsWithout(_ change: (inout JSONObject) -> Void) -> [String] {
                var changed = event
                change(&changed)
                return faults(CanonicalWriter.text(of: .object(changed)))
            }
            if !type.hasPrefix("record.") {
                #expect(
                    faultsWithout { $0["occurred"] = Optional<JSONValue>.none } == [
                        "occurred: is missing; an EDTF date is needed, or \"\" where it isn't known"
                    ], "\(type)")
            }
            if let subject = event["subject"]?.text {
                let kind = subject.prefix { $0 != "/" }
                #expect(
                    faultsWithout { $0["subject"] = Optional<JSONValue>.none } == [
                        "subject: is missing; \(type) needs one, '\(kind)/…'"
                    ], "\(type)")
                #expect(
                    faultsWithout { $0["subject"] = "visit/x" } == [
                        "subject: 'visit/x' is no \(kind): \(type) needs '\(kind)/…'"
                    ], "\(type)")
            }
            for role in event["actors"]?.object?.members.map(\.name) ?? [] {
                let expected =
                    role == "parties"
                    ? "actors: \(type) needs 'parties', or 'by' and 'with', which is missing"
                    : "actors: \(type) needs '\(role)', which is missing"
                #expect(
                    faultsWithout {
                        var actors = $0["actors"]?.object ?? JSONObject()
                        actors[role] = Optional<JSONValue>.none
                        $0["actors"] = .object(actors)
                    } == [expected], "\(type)")
            }
            for field in event["data"]?.object?.members.map(\.name) ?? [] {
                let expected =
                    type == "staff.expelled"
                    ? "data: staff.expelled needs 'count' or 'names'"
                    : "data.\(field): is missing; \(type) needs it"
                #expect(
                    faultsWithout {
                        var data = $0["data"]?.object ?? JSONObject()
                        data[field] = Optional<JSONValue>.none
                        $0["data"] = .object(data)
                    } == [expected], "\(type)")
            }
        }
    }

    @Test func typesOfOnesOwnAreTakenAsTheyAre() throws {
        #expect(faults(#"{"type":"x.kafka-offset","occurred":"","data":{"any":[{"thing":null}]}}"#) == [])
        #expect(
            faults(#"{"type":"x.kafka-offset","occurred":"","data":7}"#) == ["data: '7' is not an object"])
        #expect(try draft(#"{"type":"x.y","occurred":""}"#).typeName == "x.y")
        #expect(try draft(#"{"type":"x.y","occurred":""}"#).type == .own)
        #expect(faults(#"{"type":"x.","occurred":""}"#).count == 1)
        #expect(faults(#"{"type":"x.\#(String(repeating: "a", count: 198))","occurred":""}"#) == [])
        #expect(faults(#"{"type":"x.\#(String(repeating: "a", count: 199))","occurred":""}"#).count == 1)
    }

    @Test func recordsAreTheTypesAboutOtherEvents() {
        for specification in Catalogue.specifications {
            #expect(specification.type.isRecord == specification.name.hasPrefix("record."))
        }
        #expect(!EventType.own.isRecord)
    }

    @Test func aSetOfTypesHoldsWhatWasPutIn() {
        for type in EventType.allCases {
            let only: EventTypes = [type]
            #expect(EventType.allCases.filter(only.contains) == [type])
        }
        let agreements = EventTypes(EventType.agreementDefined...EventType.agreementAbandoned)
        #expect(
            EventType.allCases.filter(agreements.contains).map(\.family)
                == Array(repeating: "agreement", count: 38))
    }
}
