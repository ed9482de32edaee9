import CanonicalJSON
import DiplomaticEvents
import SeededRandom

/// A made-up history of a few states over five years: late, vague, contradictory, corrected and retracted reports.
struct RandomHistory {
    /// Statements about the world, in the order of appending, then statements about them.
    var facts: [JSONObject] = []
    var records: [JSONObject] = []

    private static let states = ["AUT", "BOL", "CHE", "DDDE", "DEU"]
    private static let organisations = ["ASEAN", "EU"]
    private static let agreements = ["agreement/a", "agreement/b", "agreement/c"]
    private static let people = ["Adler", "Blum", "Curie"]

    init(seed: UInt64, size: Int = 34) {
        var random = SeededGenerator(seed: seed)
        define(&random)
        while facts.count < size { facts.append(Self.fact(facts.count, &random)) }
        for number in 0..<random.one(of: [0, 2, 5, 8]) { addRecord(number, &random) }
        facts.shuffle(using: &random)
    }

    var events: [JSONObject] { facts + records }

    private mutating func define(_ random: inout SeededGenerator) {
        let rules: [JSONValue] = [
            ["deposits": 2, "after": "P30D"],
            ["all": [["deposits": 3]], "after": "P2M", "align": "first-of-month"],
            ["any": [["each-of": ["AUT", "BOL"]], ["date": "2003-05-01"]]], ["all-signatories": true],
            ["signature": true], ["exchange": true],
            ["weight": ["table": ["AUT": .real(40.5), "BOL": 30, "CHE": .real(29.5)], "min": 55]],
        ]
        let kinds = ["treaty", "executive-agreement", "exchange-of-notes", "mou", "statement"]
        for (index, agreement) in Self.agreements.enumerated() where random.chance(80) {
            var data: JSONObject = JSONObject()
            data["kind"] = .text(random.one(of: kinds))
            data["title"] = .text("Title \(index)")
            if random.chance(60) { data["entryIntoForce"] = random.one(of: rules) }
            if random.chance(30) { data["laterParty"] = .text(random.one(of: ["P30D", "P3M"])) }
            if random.chance(20) { data["term"] = .text(random.one(of: ["P1Y", "2003-06-30"])) }
            var event = Self.event("def-\(index)", "agreement.defined", &random)
            event["subject"] = .text(agreement)
            event["data"] = .object(data)
            if random.chance(60) {
                event["actors"] = [
                    "parties": .texts(Self.states.shuffled(using: &random).prefix(random.one(of: [2, 3])))
                ]
            }
            facts.append(event)
        }
    }

    private static func date(_ random: inout SeededGenerator) -> String {
        let year = random.one(of: [2000, 2001, 2002, 2003, 2004])
        let (month, day) = (
            two(Int.random(in: 1...12, using: &random)), two(Int.random(in: 1...28, using: &random))
        )
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<55: return "\(year)-\(month)-\(day)"
        case 55..<70: return "\(year)-\(month)"
        case 70..<76: return "\(year)"
        case 76..<80: return "\(year)-\(month)~"
        case 80..<83: return "\(year)-\(month)-\(day)?"
        case 83..<87: return "[\(year)-\(month)-03..\(year)-\(month)-17]"
        case 87..<91: return "\(year)-\(month)-\(day)/\(year + 1)-02"
        case 91..<93: return "[..\(year)-\(month)-\(day)]"
        case 93..<95: return "\(year)-\(month)-\(day)T12:30:00+02:00"
        case 95..<97: return "\(year)-XX-\(day)"
        case 97..<99: return "\(year)-\(random.one(of: [21, 22, 24, 33]))"
        default: return ""
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func event(_ id: String, _ type: String, _ random: inout SeededGenerator) -> JSONObject {
        var event = JSONObject()
        // Ids are in no order that the order of making has.
        event["id"] = .text("\(UInt32.random(in: 0...99, using: &random))-\(id)")
        event["type"] = .text(type)
        event["occurred"] = .text(date(&random))
        if random.chance(70) {
            event["reported"] = .text(
                random.one(of: ["2001-06-30", "2002-01-15", "2003-03-01T08:00:00Z", "2005-01-01", "2004"]))
        }
        if random.chance(8) {
            event["assertion"] = .text(random.one(of: ["planned", "negated", "hypothetical"]))
        }
        if random.chance(8) { event["effective"] = .text(date(&random)) }
        return event
    }

    private static func actor(_ random: inout SeededGenerator) -> JSONValue {
        .text(random.chance(12) ? random.one(of: organisations) : random.one(of: states))
    }

    private static func fact(_ number: Int, _ random: inout SeededGenerator) -> JSONObject {
        let types = Catalogue.specifications.filter { !$0.type.isRecord && $0.type != .agreementDefined }
        let specification = random.chance(60) ? random.one(of: frequent).specification : random.one(of: types)
        var event = event("e\(number)", specification.name, &random)
        var actors = JSONObject()
        var roles = specification.roles.filter {
            $0.isRequired || random.chance(30) && specification.alternatives.isEmpty
        }
        .map(\.role)
        if !specification.alternatives.isEmpty { roles = random.one(of: specification.alternatives) }
        for role in roles {
            if role == .organisation {
                actors[role.name] = .text(random.one(of: organisations))
            } else if [.parties, .participants].contains(role) {
                var codes = states.shuffled(using: &random).prefix(2).map { $0 }
                if random.chance(15) { codes[0] = random.one(of: organisations) }
                actors[role.name] = .texts(codes)
            } else if role == .party || role == .member, random.chance(30) {
                actors[role.name] = .texts(states.shuffled(using: &random).prefix(2))
            } else {
                actors[role.name] = actor(&random)
            }
        }
        if actors.members.isEmpty == false { event["actors"] = .object(actors) }
        let named = actors.members.flatMap { $0.value.list?.compactMap(\.text) ?? [$0.value.text ?? ""] }
        if let bloc = named.first(where: organisations.contains), specification.type.family != "membership",
            random.chance(50)
        {
            event["actsAs"] = .object(JSONObject([JSONObject.Member(name: bloc, value: "each-member")]))
        }
        if case .required(let kind) = specification.subject {
            event["subject"] = .text(
                kind == "agreement" ? random.one(of: agreements) : "\(kind)/\(random.one(of: ["p", "q"]))")
        }
        var data = JSONObject()
        for field in specification.fields where field.isRequired || random.chance(40) {
            if let value = value(field, &random) { data[field.name] = value }
        }
        if specification.type == .staffExpelled { data["count"] = 3 }
        if !data.members.isEmpty { event["data"] = .object(data) }
        return event
    }

    private static let frequent: [EventType.Named] = [
        "relations.established", "relations.severed", "relations.restored", "mission.opened",
        "mission.closed",
        "head.appointed", "head.credentials-presented", "head.departed", "head.charge-assumed",
        "agreement.signed",
        "agreement.instrument-deposited", "agreement.withdrawal-notified", "agreement.entered-into-force",
        "agreement.suspended", "membership.joined", "membership.left", "meeting.held", "expectation.stated",
        "incident.attributed", "signal.coded", "actor.succeeded", "recognition.granted", "measure.imposed",
    ].map(EventType.Named.init)

    private static func value(_ field: FieldSpecification, _ random: inout SeededGenerator) -> JSONValue? {
        switch field.form {
        case .oneOf(let names): return .text(random.one(of: names))
        case .date: return .text(date(&random))
        case .duration: return "P90D"
        case .dateOrDuration: return random.chance(50) ? "P1Y" : .text(date(&random))
        case .count: return .integer(Int64.random(in: 0...9, using: &random))
        case .number: return .real(random.one(of: [-7.5, 3.4, 2.5]))
        case .name, .text:
            switch field.name {
            case "person": return .text(random.one(of: people + ["unnamed"]))
            case "cameo": return .text(random.one(of: ["010", "042", "112", "190"]))
            case "version": return .text(random.one(of: ["1", "2"]))
            default: return "text"
            }
        case .list: return ["text"]
        case .subject: return .text(random.one(of: agreements))
        case .expected:
            var expected = JSONObject()
            expected["type"] = .text(
                random.one(of: [
                    "agreement.signed", "agreement.entered-into-force", "relations.restored", "meeting.held",
                ]))
            if random.chance(60) { expected["subject"] = .text(random.one(of: agreements)) }
            if random.chance(40) { expected["party"] = .text(random.one(of: states)) }
            return .object(expected)
        case .entryIntoForce: return ["deposits": 2]
        case .object: return ["a": "b"]
        case .event, .patch, .actors: return nil
        }
    }

    private mutating func addRecord(_ number: Int, _ random: inout SeededGenerator) {
        let target = random.one(of: facts + records)
        let isRecord = target["type"]?.text?.hasPrefix("record.") == true
        var record = JSONObject()
        record["id"] = .text("r\(number)")
        var data = JSONObject()
        data["target"] = target["id"]
        data["reason"] = "so it is"
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5 where !isRecord:
            record["type"] = "record.corrected"
            data["patch"] = random.one(of: [
                ["occurred": .text(Self.date(&random))],
                ["occurred": .text(Self.date(&random)), "reported": "2002-02-02"],
                ["assertion": "planned"], ["effective": nil], ["note": "corrected"],
            ])
        case 0..<5 where target["type"] == "record.corrected":
            record["type"] = "record.corrected"
            data["patch"] = ["data": ["patch": ["occurred": .text(Self.date(&random))]]]
        case 5..<7 where !isRecord && facts.count > 1:
            record["type"] = "record.duplicate-of"
            let other = random.one(of: facts.filter { $0["id"] != target["id"] })
            data["canonical"] = other["id"]
        default: record["type"] = "record.retracted"
        }
        if random.chance(40) { record["reported"] = .text(random.one(of: ["2002-06-01", "2004-01-01"])) }
        record["data"] = .object(data)
        records.append(record)
    }
}

extension EventType {
    struct Named {
        let specification: TypeSpecification
        init(_ name: String) { specification = Catalogue[Catalogue.type(named: name) ?? .statementMade] }
    }
}
