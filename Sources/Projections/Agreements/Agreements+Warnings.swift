import DiplomaticEvents
import EDTF

extension Agreements {
    /// Where what is said and what follows from the rule don't agree, and what has had no effect.
    public func warnings(_ view: View, _ chronicle: some Chronicle) throws(ChronicleFault) -> [Warning] {
        var warnings: [Warning] = []
        for subject in shown(view, chronicle) where mayWarn(subject) {
            let reckoning = reckoning(subject, on: view.day)
            if let status = view.status, status != reckoning.standing.status.rawValue { continue }
            let name = chronicle.name(of: subject)
            if let warning = Self.mismatch(reckoning, name) { warnings.append(warning) }
            if !reckoning.voidRevocations.isEmpty {
                warnings.append(
                    Warning(
                        code: "revocation-without-effect",
                        message:
                            "\(name): a consent is said to be revoked by a party that was bound already; "
                            + "it stays bound",
                        events: reckoning.voidRevocations))
            }
        }
        return warnings
    }

    /// Most agreements give no reason to look closer.
    private func mayWarn(_ subject: SubjectID) -> Bool {
        (acts[subject] ?? []).contains {
            $0.type == .agreementEnteredIntoForce || $0.type == .agreementConsentRevoked
        }
    }

    static func mismatch(_ reckoning: AgreementReckoning, _ name: String) -> Warning? {
        guard let asserted = reckoning.asserted else { return nil }
        let said = "\(name) is said to have entered into force on \(asserted.when.latest)"
        if let derived = reckoning.force.derived {
            if asserted.when.mayBe(derived) { return nil }
            return Warning(
                code: "entry-into-force-mismatch",
                message: "\(said); by its rule it did on \(derived.latest)",
                events: Array(Set(asserted.fact.because + reckoning.force.decidedBy)).sorted())
        }
        // Of two parties it is enough to be told; a rule of its own ought to explain it.
        guard reckoning.definition?.rule != nil else { return nil }
        return Warning(
            code: "entry-into-force-unexplained",
            message: "\(said); by its rule, as far as is known, the conditions for that aren't met",
            events: Array(Set(asserted.fact.because + reckoning.definedBy)).sorted())
    }
}
