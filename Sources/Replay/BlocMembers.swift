import DiplomaticEvents
import EDTF

/// Who belongs to an organisation when: what it takes to let a bloc act for each of its members.
struct BlocMembers: Sendable {
    private struct Change {
        let isJoining: Bool
        let bounds: Bounds
    }

    private var changes: [ActorID: [ActorID: [Change]]] = [:]

    /// Notes that somebody joined or left.
    mutating func note(_ type: EventType, organisations: [ActorID], members: [ActorID], _ bounds: Bounds) {
        for organisation in organisations {
            for member in members {
                let change = Change(isJoining: type == .membershipJoined, bounds: bounds)
                changes[organisation, default: [:]][member, default: []].append(change)
            }
        }
    }

    /// To be called once all changes are noted.
    mutating func settle() {
        for (organisation, members) in changes {
            for (member, list) in members {
                changes[organisation]?[member] = list.sorted {
                    ($0.bounds.latest, $0.bounds.earliest, $0.isJoining ? 0 : 1)
                        < ($1.bounds.latest, $1.bounds.earliest, $1.isJoining ? 0 : 1)
                }
            }
        }
    }

    /// The members on the days between two instants: those on all of them, and those on some.
    func members(of organisation: ActorID, _ bounds: Bounds) -> (certain: [ActorID], possible: [ActorID]) {
        var certain: [ActorID] = []
        var possible: [ActorID] = []
        let (first, last) = (bounds.earliest.day, bounds.latest.day)
        for (member, list) in changes[organisation] ?? [:] {
            let wasMember = list.last { $0.bounds.latest.day <= first }?.isJoining == true
            let within = list.filter { $0.bounds.latest.day > first && $0.bounds.earliest.day <= last }
            if wasMember, within.allSatisfy(\.isJoining) {
                certain.append(member)
            } else if wasMember || within.contains(where: \.isJoining) {
                possible.append(member)
            }
        }
        return (certain.sorted(), possible.sorted())
    }
}
