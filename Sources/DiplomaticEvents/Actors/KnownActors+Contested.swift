extension KnownActors {
    /// Entities that few or no states recognise, and governments and movements that act apart from the
    /// state they belong to; the codes are this table's own.
    static let contested = """
        ABKHAZIA|other|Abkhazia|1992/..
        ARTSAKH|other|Nagorno-Karabakh (Artsakh)|1991-09-02/2024-01-01
        BOPHUTHATSWANA|other|Bophuthatswana|1977-12-06/1994-04-27
        CGDK|government|Coalition Government of Democratic Kampuchea|1982-06-22/1990
        CISKEI|other|Ciskei|1981-12-04/1994-04-27
        DONETSK-PR|other|Donetsk People's Republic|2014-04/2022-09-30
        FREE-FRANCE|government|Free France|1940-06-18/1944
        GPRA|government|Provisional Government of the Algerian Republic|1958-09-19/1962
        HAMAS|government|Hamas|1987-12/..
        HEZBOLLAH|other|Hezbollah
        HOUTHIS|government|Houthi movement (Ansar Allah)
        LUHANSK-PR|other|Luhansk People's Republic|2014-04/2022-09-30
        NORTHERN-CYPRUS|other|Northern Cyprus|1983-11-15/..
        NTC-LIBYA|government|National Transitional Council of Libya|2011-02/2012-08-08
        PALESTINIAN-AUTHORITY|government|Palestinian Authority|1994/..
        PLO|government|Palestine Liberation Organization|1964/..
        SADR|state|Sahrawi Arab Democratic Republic|1976-02-27/..
        SOMALILAND|other|Somaliland|1991-05-18/..
        SOUTH-OSSETIA|other|South Ossetia|1992/..
        TALIBAN|government|Taliban|1994/..
        TRANSKEI|other|Transkei|1976-10-26/1994-04-27
        TRANSNISTRIA|other|Transnistria|1990-09-02/..
        VENDA|other|Venda|1979-09-13/1994-04-27
        """
}
