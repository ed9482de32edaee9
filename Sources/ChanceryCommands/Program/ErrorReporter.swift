import CanonicalJSON

/// How errors are told.
enum ErrorForm: String, Sendable, CaseIterable {
    case text, json
}

/// Tells what is wrong on standard error: a line for each problem.
struct ErrorReporter {
    let form: ErrorForm
    let sink: any ByteSink

    func report(_ failure: Failure) {
        for problem in failure.problems { line(Self.text(of: problem, failure.status, form)) }
        try? sink.flush()
    }

    /// The line of a problem, without its end.
    static func text(of problem: Problem, _ status: ExitStatus, _ form: ErrorForm) -> String {
        switch form {
        case .text: "chancery: " + DisplayText.safe(problem.text)
        case .json: CanonicalWriter.text(of: json(problem, status))
        }
    }

    /// Something that is worth knowing and wrong with nothing.
    func warn(_ code: String, _ message: String) {
        switch form {
        case .text: line("chancery: warning: " + DisplayText.safe(message))
        case .json:
            line(
                CanonicalWriter.text(of: [
                    "code": .text(code), "exit": 0, "field": nil, "line": nil, "message": .text(message),
                ]))
        }
    }

    private static func json(_ problem: Problem, _ status: ExitStatus) -> JSONValue {
        var object = JSONObject([
            JSONObject.Member(name: "code", value: .text(problem.code)),
            JSONObject.Member(name: "exit", value: .integer(Int64(status.rawValue))),
            JSONObject.Member(name: "field", value: .text(orNull: problem.field)),
            JSONObject.Member(name: "line", value: problem.line.map { .integer(Int64($0)) } ?? .null),
            JSONObject.Member(name: "message", value: .text(problem.message)),
        ])
        object["file"] = problem.file.map(JSONValue.text)
        return .object(object)
    }

    // That nobody reads standard error can't be told to anybody.
    private func line(_ text: String) { try? sink.write(Array((text + "\n").utf8)) }
}
