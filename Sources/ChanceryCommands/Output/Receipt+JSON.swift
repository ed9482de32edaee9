import CanonicalJSON
import EventCoding
import EventLog

extension Receipt {
    /// The receipt as scripts read it.
    func json(isDryRun: Bool) -> JSONObject {
        var object = JSONObject([
            JSONObject.Member(name: "appended", value: .integer(Int64(appended))),
            JSONObject.Member(
                name: "firstRevision", value: firstRevision.map { .integer(Int64(clamping: $0)) } ?? .null),
            JSONObject.Member(name: "head", value: .text(head.description)),
            JSONObject.Member(name: "lastRevision", value: .integer(Int64(clamping: lastRevision))),
            JSONObject.Member(name: "skipped", value: .integer(Int64(skipped))),
        ])
        if isDryRun { object["dryRun"] = true }
        return object
    }
}
