extension KnownActors {
    /// What ISO 3166-3 lists as withdrawn, by its four-letter codes.
    ///
    /// A change of name alone (`BUMM`, `BYAA`, `DYBJ`, `HVBF`, `ZRCD`) withdrew a code too: the state
    /// stayed the same, and its events may as well go by the alpha-3 code of today. `YUCS` stands for the
    /// socialist federation; that of 1992 is `YUGOSLAVIA-FR`.
    static let withdrawnEntries = """
        AIDJ|territory|French Territory of the Afars and the Issas|1967/1977-06-27
        ANHH|territory|Netherlands Antilles|1954-12-15/2010-10-10
        BQAQ|territory|British Antarctic Territory|1962-03-03/..
        BUMM|state|Burma|1948-01-04/1989-06-18
        BYAA|state|Byelorussian SSR|1919/1991-09-19
        CSHH|state|Czechoslovakia|1918-10-28/1992-12-31
        CSXX|state|Serbia and Montenegro|2003-02-04/2006-06-03
        CTKI|territory|Canton and Enderbury Islands|1939/1979-07-12
        DDDE|state|German Democratic Republic|1949-10-07/1990-10-03
        DYBJ|state|Dahomey|1960-08-01/1975-11-30
        FQHH|territory|French Southern and Antarctic Lands|1955-08-06/..
        FXFR|territory|Metropolitan France
        GEHH|territory|Gilbert and Ellice Islands|1916/1976
        HVBF|state|Upper Volta|1960-08-05/1984-08-04
        JTUM|territory|Johnston Island
        MIUM|territory|Midway Islands
        NHVU|territory|New Hebrides|1906/1980-07-30
        NQAQ|territory|Queen Maud Land
        NTHH|territory|Saudi-Iraqi Neutral Zone|1922/1991?
        PCHH|territory|Trust Territory of the Pacific Islands|1947-07-18/1994-10-01
        PUUM|territory|US Miscellaneous Pacific Islands
        PZPA|territory|Panama Canal Zone|1903/1979-10-01
        RHZW|territory|Southern Rhodesia|1923/1980-04-18
        SKIN|state|Sikkim|../1975-05-16
        SUHH|state|Soviet Union|1922-12-30/1991-12-26
        TPTL|territory|East Timor|../2002-05-20
        VDVN|state|Democratic Republic of Vietnam|1945-09-02/1976-07-02
        WKUM|territory|Wake Island
        YDYE|state|People's Democratic Republic of Yemen|1967-11-30/1990-05-22
        YUCS|state|Yugoslavia|1945/1992-04-27
        ZRCD|state|Zaire|1971-10-27/1997-05-17
        """

    /// Former states and territories that no ISO standard has a code for; the codes are this table's own.
    static let formerStates = """
        ARAB-FEDERATION|state|Arab Federation of Iraq and Jordan|1958-02-14/1958-08-02
        AUSTRIA-HUNGARY|state|Austria-Hungary|1867/1918-11
        AUSTRIAN-EMPIRE|state|Austrian Empire|1804-08-11/1867
        BADEN|state|Baden|1806/1871-01-18
        BAVARIA|state|Bavaria|1806-01-01/1871-01-18
        BIAFRA|state|Biafra|1967-05-30/1970-01-15
        BOHEMIA-MORAVIA|territory|Protectorate of Bohemia and Moravia|1939-03/1945-05
        CENTRAL-AMERICA|state|Federal Republic of Central America|1823-07-01/1840~
        CONFEDERATE-STATES|state|Confederate States of America|1861-02/1865
        CROATIA-NDH|state|Independent State of Croatia|1941-04-10/1945-05
        DANZIG|state|Free City of Danzig|1920-11-15/1939-09-01
        FAR-EASTERN-REPUBLIC|state|Far Eastern Republic|1920-04-06/1922-11-15
        FIUME|state|Free State of Fiume|1920/1924
        GRAN-COLOMBIA|state|Gran Colombia|1819-12-17/1831
        HANOVER|state|Hanover|1814/1866
        HAWAII|state|Hawaii|1795/1898-08-12
        HEJAZ|state|Hejaz|1916/1925
        KATANGA|state|Katanga|1960-07-11/1963-01
        KOREA|state|Korea (until 1910)|1392/1910-08-29
        MALAYA|state|Federation of Malaya|1957-08-31/1963-09-16
        MALI-FEDERATION|state|Mali Federation|1959-04-04/1960-08-20
        MANCHUKUO|state|Manchukuo|1932-03-01/1945-08
        MODENA|state|Modena|1814/1860-03
        MONTENEGRO-KINGDOM|state|Montenegro (until 1918)|1878-07-13/1918-11-26
        NEWFOUNDLAND|state|Dominion of Newfoundland|1907-09-26/1949-03-31
        ORANGE-FREE-STATE|state|Orange Free State|1854-02-23/1902-05-31
        OTTOMAN-EMPIRE|state|Ottoman Empire|1299~/1922-11-01
        PALESTINE-MANDATE|territory|Mandatory Palestine|1920/1948-05-14
        PAPAL-STATES|state|Papal States|0756/1870-09-20
        PARMA|state|Parma|1814/1860-03
        PERU-BOLIVIA|state|Peru-Bolivian Confederation|1836/1839
        PRUSSIA|state|Prussia|1701-01-18/1871-01-18
        RHODESIA-NYASALAND|territory|Federation of Rhodesia and Nyasaland|1953-08-01/1963-12-31
        RUSSIAN-EMPIRE|state|Russian Empire|1721/1917
        RYUKYU-ISLANDS|territory|Ryukyu Islands (US administration)|1945/1972-05-15
        SAARLAND|territory|Saar Protectorate|1947/1956-12-31
        SARDINIA|state|Kingdom of Sardinia|1720/1861-03-17
        SAXONY|state|Saxony|1806/1871-01-18
        SENEGAMBIA|other|Senegambia Confederation|1982-02-01/1989-09-30
        SERBIA-KINGDOM|state|Serbia (until 1918)|1878-07-13/1918-12-01
        SLOVAK-STATE|state|Slovak Republic (1939-1945)|1939-03-14/1945
        TANGANYIKA|state|Tanganyika|1961-12-09/1964-04-26
        TANGIER|territory|Tangier International Zone|1923/1956-10-29
        TANNU-TUVA|state|Tannu-Tuva|1921-08-14/1944-10-11
        TEXAS|state|Republic of Texas|1836-03-02/1846-02-19
        TIBET|state|Tibet|1912/1951-05-23
        TRANSVAAL|state|South African Republic (Transvaal)|1852-01-17/1902-05-31
        TRIESTE|territory|Free Territory of Trieste|1947-09-15/1954-10
        TUSCANY|state|Tuscany|1814/1860-03
        TWO-SICILIES|state|Kingdom of the Two Sicilies|1816-12/1861-03-17
        UKRAINE-PEOPLES-REPUBLIC|state|Ukrainian People's Republic|1917-11/1921
        UNITED-ARAB-REPUBLIC|state|United Arab Republic|1958-02-22/1971-09-02
        VIETNAM-SOUTH|state|Republic of Vietnam|1955-10-26/1975-04-30
        WEST-INDIES-FEDERATION|territory|West Indies Federation|1958-01-03/1962-05-31
        WURTTEMBERG|state|Württemberg|1806-01-01/1871-01-18
        YUGOSLAVIA-FR|state|Federal Republic of Yugoslavia|1992-04-27/2003-02-04
        YUGOSLAVIA-KINGDOM|state|Kingdom of Yugoslavia|1918-12-01/1945-11-29
        ZANZIBAR|state|Zanzibar|1963-12-10/1964-04-26
        """
}
