import DiplomaticEvents
import Testing

@Suite struct KnownActorsTests {
    @Test func theTableIsSortedAndEveryCodeStandsOnce() {
        let codes = KnownActors.all.map(\.code)
        for (earlier, later) in zip(codes, codes.dropFirst()) {
            #expect(earlier < later)
        }
    }

    @Test func everyActorIsFoundByItsOwnCode() {
        for actor in KnownActors.all {
            #expect(KnownActors.find(actor.code) == actor)
        }
    }

    @Test(arguments: ["", "A", "RUSS", "rus", "ZZZ", "ZZZZZ", "ASEA", "ASEANX", "USA ", "Ⅷ"])
    func anUnknownCodeIsNotFound(code: String) {
        #expect(KnownActors.find(code) == nil)
    }

    @Test func allOfISO3166Part1IsThere() {
        let codes = KnownActorsTests.alpha3.split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(codes.count == 249)
        for code in codes {
            let kind = KnownActors.find(code)?.kind
            #expect(kind == .state || kind == .territory, "\(code)")
        }
        let shortCodes = KnownActors.all.filter { $0.kind == .state || $0.kind == .territory }
            .map(\.code).filter { $0.utf8.count == 3 }
        #expect(Set(shortCodes) == Set(codes + ["XKX"]))
    }

    @Test func allOfISO3166Part3IsThere() {
        let codes = """
            AIDJ ANHH BQAQ BUMM BYAA CSHH CSXX CTKI DDDE DYBJ FQHH FXFR GEHH HVBF JTUM MIUM NHVU NQAQ NTHH
            PCHH PUUM PZPA RHZW SKIN SUHH TPTL VDVN WKUM YDYE YUCS ZRCD
            """.split(whereSeparator: \.isWhitespace).map(String.init)
        #expect(codes.count == 31)
        for code in codes {
            #expect(KnownActors.find(code) != nil, "\(code)")
        }
    }

    @Test func formerStatesSayWhenTheyExisted() {
        #expect(KnownActors.find("SUHH")?.existed == "1922-12-30/1991-12-26")
        #expect(KnownActors.find("DDDE")?.existed == "1949-10-07/1990-10-03")
        #expect(KnownActors.find("CSHH")?.name == "Czechoslovakia")
        #expect(KnownActors.find("AUSTRIA-HUNGARY")?.kind == .state)
        #expect(KnownActors.find("VIETNAM-SOUTH")?.existed == "1955-10-26/1975-04-30")
        #expect(KnownActors.find("HAWAII")?.kind == .state)
    }

    @Test func organisationsGoByTheirAcronym() {
        for code in [
            "UN", "EU", "ASEAN", "NATO", "AU", "OSCE", "GCC", "LAS", "BRICS", "G7", "SMOM", "WARSAW-PACT",
        ] {
            #expect(KnownActors.find(code)?.kind == .organisation, "\(code)")
        }
        #expect(KnownActors.all.count { $0.kind == .organisation } >= 120)
    }

    @Test func anAcronymThatIsAStatesCodeStaysTheStates() {
        #expect(KnownActors.find("NAM")?.name == "Namibia")
        #expect(KnownActors.find("CAN")?.name == "Canada")
        #expect(KnownActors.find("GUM")?.kind == .territory)
        #expect(KnownActors.find("GUAM-ODED")?.kind == .organisation)
    }

    @Test func codesAndNamesAreWellFormed() {
        for actor in KnownActors.all {
            let wellFormed = actor.code.utf8.allSatisfy { byte in
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
            #expect(wellFormed, "\(actor.code)")
            #expect(!actor.name.isEmpty && actor.name.first != " " && actor.name.last != " ", "\(actor.code)")
            if let existed = actor.existed {
                #expect(existed.utf8.count { $0 == UInt8(ascii: "/") } == 1, "\(actor.code)")
            }
        }
    }

    @Test func entitiesOutsideTheStandardsAreThere() {
        #expect(KnownActors.find("XKX")?.name == "Kosovo")
        #expect(KnownActors.find("VAT")?.name == "Holy See")
        #expect(KnownActors.find("PSE")?.kind == .state)
        #expect(KnownActors.find("ESH")?.kind == .territory)
        #expect(KnownActors.find("SADR")?.kind == .state)
    }

    private static let alpha3 = """
        ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR
        BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG
        COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH
        FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY
        HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM
        KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL
        MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
        NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU
        SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA
        TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB
        VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
        """
}
