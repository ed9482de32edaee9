extension KnownActors {
    /// States with an alpha-3 code of ISO 3166-1, and Kosovo by the user-assigned `XKX`.
    ///
    /// A code outlives a change of name or regime: `DEU` is Germany since 1871 and the Federal Republic
    /// since 1949, `YEM` also the Yemen Arab Republic, `CHN` and `TWN` are told apart from 1949.
    static let states = """
        AFG|state|Afghanistan
        AGO|state|Angola
        ALB|state|Albania
        AND|state|Andorra
        ARE|state|United Arab Emirates
        ARG|state|Argentina
        ARM|state|Armenia
        ATG|state|Antigua and Barbuda
        AUS|state|Australia
        AUT|state|Austria
        AZE|state|Azerbaijan
        BDI|state|Burundi
        BEL|state|Belgium
        BEN|state|Benin
        BFA|state|Burkina Faso
        BGD|state|Bangladesh
        BGR|state|Bulgaria
        BHR|state|Bahrain
        BHS|state|The Bahamas
        BIH|state|Bosnia and Herzegovina
        BLR|state|Belarus
        BLZ|state|Belize
        BOL|state|Bolivia
        BRA|state|Brazil
        BRB|state|Barbados
        BRN|state|Brunei
        BTN|state|Bhutan
        BWA|state|Botswana
        CAF|state|Central African Republic
        CAN|state|Canada
        CHE|state|Switzerland
        CHL|state|Chile
        CHN|state|China
        CIV|state|Côte d'Ivoire
        CMR|state|Cameroon
        COD|state|Democratic Republic of the Congo
        COG|state|Republic of the Congo
        COK|state|Cook Islands
        COL|state|Colombia
        COM|state|Comoros
        CPV|state|Cabo Verde
        CRI|state|Costa Rica
        CUB|state|Cuba
        CYP|state|Cyprus
        CZE|state|Czechia
        DEU|state|Germany
        DJI|state|Djibouti
        DMA|state|Dominica
        DNK|state|Denmark
        DOM|state|Dominican Republic
        DZA|state|Algeria
        ECU|state|Ecuador
        EGY|state|Egypt
        ERI|state|Eritrea
        ESP|state|Spain
        EST|state|Estonia
        ETH|state|Ethiopia
        FIN|state|Finland
        FJI|state|Fiji
        FRA|state|France
        FSM|state|Micronesia
        GAB|state|Gabon
        GBR|state|United Kingdom
        GEO|state|Georgia
        GHA|state|Ghana
        GIN|state|Guinea
        GMB|state|The Gambia
        GNB|state|Guinea-Bissau
        GNQ|state|Equatorial Guinea
        GRC|state|Greece
        GRD|state|Grenada
        GTM|state|Guatemala
        GUY|state|Guyana
        HND|state|Honduras
        HRV|state|Croatia
        HTI|state|Haiti
        HUN|state|Hungary
        IDN|state|Indonesia
        IND|state|India
        IRL|state|Ireland
        IRN|state|Iran
        IRQ|state|Iraq
        ISL|state|Iceland
        ISR|state|Israel
        ITA|state|Italy
        JAM|state|Jamaica
        JOR|state|Jordan
        JPN|state|Japan
        KAZ|state|Kazakhstan
        KEN|state|Kenya
        KGZ|state|Kyrgyzstan
        KHM|state|Cambodia
        KIR|state|Kiribati
        KNA|state|Saint Kitts and Nevis
        KOR|state|South Korea
        KWT|state|Kuwait
        LAO|state|Laos
        LBN|state|Lebanon
        LBR|state|Liberia
        LBY|state|Libya
        LCA|state|Saint Lucia
        LIE|state|Liechtenstein
        LKA|state|Sri Lanka
        LSO|state|Lesotho
        LTU|state|Lithuania
        LUX|state|Luxembourg
        LVA|state|Latvia
        MAR|state|Morocco
        MCO|state|Monaco
        MDA|state|Moldova
        MDG|state|Madagascar
        MDV|state|Maldives
        MEX|state|Mexico
        MHL|state|Marshall Islands
        MKD|state|North Macedonia
        MLI|state|Mali
        MLT|state|Malta
        MMR|state|Myanmar
        MNE|state|Montenegro
        MNG|state|Mongolia
        MOZ|state|Mozambique
        MRT|state|Mauritania
        MUS|state|Mauritius
        MWI|state|Malawi
        MYS|state|Malaysia
        NAM|state|Namibia
        NER|state|Niger
        NGA|state|Nigeria
        NIC|state|Nicaragua
        NIU|state|Niue
        NLD|state|Netherlands
        NOR|state|Norway
        NPL|state|Nepal
        NRU|state|Nauru
        NZL|state|New Zealand
        OMN|state|Oman
        PAK|state|Pakistan
        PAN|state|Panama
        PER|state|Peru
        PHL|state|Philippines
        PLW|state|Palau
        PNG|state|Papua New Guinea
        POL|state|Poland
        PRK|state|North Korea
        PRT|state|Portugal
        PRY|state|Paraguay
        PSE|state|Palestine
        QAT|state|Qatar
        ROU|state|Romania
        RUS|state|Russia
        RWA|state|Rwanda
        SAU|state|Saudi Arabia
        SDN|state|Sudan
        SEN|state|Senegal
        SGP|state|Singapore
        SLB|state|Solomon Islands
        SLE|state|Sierra Leone
        SLV|state|El Salvador
        SMR|state|San Marino
        SOM|state|Somalia
        SRB|state|Serbia
        SSD|state|South Sudan
        STP|state|São Tomé and Príncipe
        SUR|state|Suriname
        SVK|state|Slovakia
        SVN|state|Slovenia
        SWE|state|Sweden
        SWZ|state|Eswatini
        SYC|state|Seychelles
        SYR|state|Syria
        TCD|state|Chad
        TGO|state|Togo
        THA|state|Thailand
        TJK|state|Tajikistan
        TKM|state|Turkmenistan
        TLS|state|Timor-Leste
        TON|state|Tonga
        TTO|state|Trinidad and Tobago
        TUN|state|Tunisia
        TUR|state|Türkiye
        TUV|state|Tuvalu
        TWN|state|Taiwan
        TZA|state|Tanzania
        UGA|state|Uganda
        UKR|state|Ukraine
        URY|state|Uruguay
        USA|state|United States
        UZB|state|Uzbekistan
        VAT|state|Holy See
        VCT|state|Saint Vincent and the Grenadines
        VEN|state|Venezuela
        VNM|state|Vietnam
        VUT|state|Vanuatu
        WSM|state|Samoa
        XKX|state|Kosovo
        YEM|state|Yemen
        ZAF|state|South Africa
        ZMB|state|Zambia
        ZWE|state|Zimbabwe
        """

    /// Territories with an alpha-3 code of ISO 3166-1 that keep no embassies of their own.
    static let territories = """
        ABW|territory|Aruba
        AIA|territory|Anguilla
        ALA|territory|Åland Islands
        ASM|territory|American Samoa
        ATA|territory|Antarctica
        ATF|territory|French Southern Territories
        BES|territory|Bonaire, Sint Eustatius and Saba
        BLM|territory|Saint Barthélemy
        BMU|territory|Bermuda
        BVT|territory|Bouvet Island
        CCK|territory|Cocos (Keeling) Islands
        CUW|territory|Curaçao
        CXR|territory|Christmas Island
        CYM|territory|Cayman Islands
        ESH|territory|Western Sahara
        FLK|territory|Falkland Islands
        FRO|territory|Faroe Islands
        GGY|territory|Guernsey
        GIB|territory|Gibraltar
        GLP|territory|Guadeloupe
        GRL|territory|Greenland
        GUF|territory|French Guiana
        GUM|territory|Guam
        HKG|territory|Hong Kong
        HMD|territory|Heard Island and McDonald Islands
        IMN|territory|Isle of Man
        IOT|territory|British Indian Ocean Territory
        JEY|territory|Jersey
        MAC|territory|Macao
        MAF|territory|Saint Martin
        MNP|territory|Northern Mariana Islands
        MSR|territory|Montserrat
        MTQ|territory|Martinique
        MYT|territory|Mayotte
        NCL|territory|New Caledonia
        NFK|territory|Norfolk Island
        PCN|territory|Pitcairn Islands
        PRI|territory|Puerto Rico
        PYF|territory|French Polynesia
        REU|territory|Réunion
        SGS|territory|South Georgia and the South Sandwich Islands
        SHN|territory|Saint Helena, Ascension and Tristan da Cunha
        SJM|territory|Svalbard and Jan Mayen
        SPM|territory|Saint Pierre and Miquelon
        SXM|territory|Sint Maarten
        TCA|territory|Turks and Caicos Islands
        TKL|territory|Tokelau
        UMI|territory|US Minor Outlying Islands
        VGB|territory|British Virgin Islands
        VIR|territory|US Virgin Islands
        WLF|territory|Wallis and Futuna
        """
}
