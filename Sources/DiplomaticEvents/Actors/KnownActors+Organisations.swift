extension KnownActors {
    /// International organisations, forums and alliances by their usual acronym; where that is a state's
    /// code, another: `ANDEAN-COMMUNITY` (not `CAN`), `NON-ALIGNED` (not `NAM`), `GUAM-ODED`.
    ///
    /// The interval begins with the founding act, or its entry into force where that is better known.
    static let organisations = """
        ACS|organisation|Association of Caribbean States|1994-07-24/..
        ADB|organisation|Asian Development Bank|1966/..
        AES|organisation|Alliance of Sahel States|2023-09-16/..
        AFDB|organisation|African Development Bank|1964/..
        AIIB|organisation|Asian Infrastructure Investment Bank|2015/..
        ALADI|organisation|Latin American Integration Association|1980-08-12/..
        ALBA|organisation|Bolivarian Alliance for the Peoples of Our America|2004-12-14/..
        ALECSO|organisation|Arab League Educational, Cultural and Scientific Organization|1970/..
        AMU|organisation|Arab Maghreb Union|1989-02-17/..
        ANDEAN-COMMUNITY|organisation|Andean Community|1969-05-26/..
        ANZUS|organisation|ANZUS|1951-09-01/..
        AOSIS|organisation|Alliance of Small Island States|1990/..
        APEC|organisation|Asia-Pacific Economic Cooperation|1989-11/..
        ARCTIC-COUNCIL|organisation|Arctic Council|1996-09-19/..
        ARF|organisation|ASEAN Regional Forum|1994-07/..
        ASEAN|organisation|Association of Southeast Asian Nations|1967-08-08/..
        ASEAN-PLUS-THREE|organisation|ASEAN Plus Three|1997/..
        AU|organisation|African Union|2002-07-09/..
        AUKUS|organisation|AUKUS|2021-09-15/..
        B9|organisation|Bucharest Nine|2015-11-04/..
        BENELUX|organisation|Benelux Union|1944-09-05/..
        BIMSTEC|organisation|Bay of Bengal Initiative for Multi-Sectoral Technical and Economic Cooperation|1997-06-06/..
        BIS|organisation|Bank for International Settlements|1930/..
        BRICS|organisation|BRICS|2009-06-16/..
        BSEC|organisation|Black Sea Economic Cooperation|1992-06-25/..
        CARICOM|organisation|Caribbean Community|1973/..
        CBSS|organisation|Council of the Baltic Sea States|1992-03/..
        CEFTA|organisation|Central European Free Trade Agreement|1992-12-21/..
        CELAC|organisation|Community of Latin American and Caribbean States|2011-12/..
        CEMAC|organisation|Central African Economic and Monetary Community|1994-03-16/..
        CENTO|organisation|Central Treaty Organization (Baghdad Pact)|1955-02-24/1979
        CERN|organisation|European Organization for Nuclear Research|1954-09-29/..
        CICA|organisation|Conference on Interaction and Confidence-Building Measures in Asia|1992/..
        CIS|organisation|Commonwealth of Independent States|1991-12-08/..
        COE|organisation|Council of Europe|1949-05-05/..
        COMECON|organisation|Council for Mutual Economic Assistance|1949-01/1991-06-28
        COMESA|organisation|Common Market for Eastern and Southern Africa|1994-12-08/..
        COMMONWEALTH|organisation|Commonwealth of Nations|1931-12-11/..
        CPLP|organisation|Community of Portuguese Language Countries|1996-07-17/..
        CPTPP|organisation|Comprehensive and Progressive Agreement for Trans-Pacific Partnership|2018-12-30/..
        CSCE|organisation|Conference on Security and Co-operation in Europe|1973-07-03/1994-12-31
        CSTO|organisation|Collective Security Treaty Organization|1992-05-15/..
        CTBTO|organisation|Preparatory Commission for the Comprehensive Nuclear-Test-Ban Treaty Organization|1996-11/..
        D-8|organisation|D-8 Organization for Economic Cooperation|1997-06-15/..
        E3|organisation|E3 (France, Germany, United Kingdom)|2003/..
        EAC|organisation|East African Community|2000-07-07/..
        EAEU|organisation|Eurasian Economic Union|2015-01-01/..
        EAS|organisation|East Asia Summit|2005-12-14/..
        EBRD|organisation|European Bank for Reconstruction and Development|1991/..
        EC|organisation|European Community|1967-07-01/2009-11-30
        ECB|organisation|European Central Bank|1998-06-01/..
        ECCAS|organisation|Economic Community of Central African States|1983-10-18/..
        ECO|organisation|Economic Cooperation Organization|1985/..
        ECOWAS|organisation|Economic Community of West African States|1975-05-28/..
        ECSC|organisation|European Coal and Steel Community|1952-07-23/2002-07-23
        EEC|organisation|European Economic Community|1958-01-01/1993-11-01
        EFTA|organisation|European Free Trade Association|1960-05-03/..
        EIB|organisation|European Investment Bank|1958/..
        EPC|organisation|European Political Community|2022-10-06/..
        ESA|organisation|European Space Agency|1975-05-30/..
        EU|organisation|European Union|1993-11-01/..
        EURASEC|organisation|Eurasian Economic Community|2000-10-10/2014
        EURATOM|organisation|European Atomic Energy Community|1958-01-01/..
        FAO|organisation|Food and Agriculture Organization of the United Nations|1945-10-16/..
        FATF|organisation|Financial Action Task Force|1989/..
        G20|organisation|Group of Twenty|1999/..
        G5-SAHEL|organisation|G5 Sahel|2014-02/2023-12
        G7|organisation|Group of Seven|1975-11/..
        G77|organisation|Group of 77|1964-06-15/..
        G8|organisation|Group of Eight|1997/2014-03
        GATT|organisation|General Agreement on Tariffs and Trade|1948-01-01/1995
        GCC|organisation|Gulf Cooperation Council|1981-05-25/..
        GCF|organisation|Green Climate Fund|2010/..
        GECF|organisation|Gas Exporting Countries Forum|2001/..
        GUAM-ODED|organisation|GUAM Organization for Democracy and Economic Development|1997-10-10/..
        IADB|organisation|Inter-American Development Bank|1959/..
        IAEA|organisation|International Atomic Energy Agency|1957-07-29/..
        IBRD|organisation|International Bank for Reconstruction and Development (World Bank)|1945-12-27/..
        ICAO|organisation|International Civil Aviation Organization|1947-04-04/..
        ICC|organisation|International Criminal Court|2002-07-01/..
        ICJ|organisation|International Court of Justice|1946/..
        ICRC|organisation|International Committee of the Red Cross|1863-02-17/..
        IDA|organisation|International Development Association|1960-09-24/..
        IEA|organisation|International Energy Agency|1974-11/..
        IFAD|organisation|International Fund for Agricultural Development|1977/..
        IFRC|organisation|International Federation of Red Cross and Red Crescent Societies|1919-05-05/..
        IGAD|organisation|Intergovernmental Authority on Development|1986/..
        ILO|organisation|International Labour Organization|1919/..
        IMF|organisation|International Monetary Fund|1945-12-27/..
        IMO|organisation|International Maritime Organization|1958-03-17/..
        INTERPOL|organisation|International Criminal Police Organization|1923-09/..
        IOM|organisation|International Organization for Migration|1951/..
        IORA|organisation|Indian Ocean Rim Association|1997-03/..
        IPU|organisation|Inter-Parliamentary Union|1889/..
        IRENA|organisation|International Renewable Energy Agency|2009-01-26/..
        ISA|organisation|International Seabed Authority|1994-11-16/..
        ISDB|organisation|Islamic Development Bank|1975/..
        ITLOS|organisation|International Tribunal for the Law of the Sea|1996-10/..
        ITU|organisation|International Telecommunication Union|1865-05-17/..
        JEF|organisation|Joint Expeditionary Force|2014/..
        LAS|organisation|League of Arab States|1945-03-22/..
        LEAGUE-OF-NATIONS|organisation|League of Nations|1920-01-10/1946-04
        LIMA-GROUP|organisation|Lima Group|2017-08-08/..
        MERCOSUR|organisation|Southern Common Market|1991-03-26/..
        MIDDLE-EAST-QUARTET|organisation|Quartet on the Middle East|2002/..
        MRC|organisation|Mekong River Commission|1995-04-05/..
        MSG|organisation|Melanesian Spearhead Group
        MTCR|organisation|Missile Technology Control Regime|1987-04/..
        NATO|organisation|North Atlantic Treaty Organization|1949-04-04/..
        NDB|organisation|New Development Bank|2015/..
        NON-ALIGNED|organisation|Non-Aligned Movement|1961-09/..
        NORDIC-COUNCIL|organisation|Nordic Council|1952/..
        NSG|organisation|Nuclear Suppliers Group
        OACPS|organisation|Organisation of African, Caribbean and Pacific States|1975-06-06/..
        OAPEC|organisation|Organization of Arab Petroleum Exporting Countries|1968-01-09/..
        OAS|organisation|Organization of American States|1948-04-30/..
        OAU|organisation|Organization of African Unity|1963-05-25/2002-07-09
        OECD|organisation|Organisation for Economic Co-operation and Development|1961-09-30/..
        OECS|organisation|Organisation of Eastern Caribbean States|1981-06-18/..
        OEEC|organisation|Organisation for European Economic Co-operation|1948-04-16/1961-09-30
        OIC|organisation|Organisation of Islamic Cooperation|1969-09-25/..
        OIF|organisation|International Organisation of La Francophonie|1970-03-20/..
        OPCW|organisation|Organisation for the Prohibition of Chemical Weapons|1997-04-29/..
        OPEC|organisation|Organization of the Petroleum Exporting Countries|1960-09-14/..
        OSCE|organisation|Organization for Security and Co-operation in Europe|1995-01-01/..
        OTS|organisation|Organization of Turkic States|2009-10-03/..
        PACIFIC-ALLIANCE|organisation|Pacific Alliance|2011-04-28/..
        PCA|organisation|Permanent Court of Arbitration|1899/..
        PIF|organisation|Pacific Islands Forum|1971-08/..
        QUAD|organisation|Quadrilateral Security Dialogue
        RCEP|organisation|Regional Comprehensive Economic Partnership|2022-01-01/..
        SAARC|organisation|South Asian Association for Regional Cooperation|1985-12-08/..
        SACU|organisation|Southern African Customs Union|1910/..
        SADC|organisation|Southern African Development Community|1992-08-17/..
        SCO|organisation|Shanghai Cooperation Organisation|2001-06-15/..
        SEATO|organisation|Southeast Asia Treaty Organization|1954-09-08/1977-06-30
        SICA|organisation|Central American Integration System|1991-12-13/..
        SMOM|organisation|Sovereign Military Order of Malta
        SPC|organisation|Pacific Community|1947-02-06/..
        THREE-SEAS|organisation|Three Seas Initiative|2016/..
        UN|organisation|United Nations|1945-10-24/..
        UN-TOURISM|organisation|UN Tourism|1975/..
        UN-WOMEN|organisation|UN Women|2010-07/..
        UNAIDS|organisation|Joint United Nations Programme on HIV/AIDS|1996/..
        UNASUR|organisation|Union of South American Nations|2008-05-23/..
        UNCTAD|organisation|United Nations Conference on Trade and Development|1964/..
        UNDP|organisation|United Nations Development Programme|1965/..
        UNEP|organisation|United Nations Environment Programme|1972/..
        UNESCO|organisation|United Nations Educational, Scientific and Cultural Organization|1945-11-16/..
        UNFCCC|organisation|Secretariat of the United Nations Framework Convention on Climate Change|1992/..
        UNFPA|organisation|United Nations Population Fund|1969/..
        UNGA|organisation|United Nations General Assembly|1946-01-10/..
        UNHCR|organisation|United Nations High Commissioner for Refugees|1950-12-14/..
        UNICEF|organisation|United Nations Children's Fund|1946-12-11/..
        UNIDO|organisation|United Nations Industrial Development Organization|1966/..
        UNION-STATE|organisation|Union State of Russia and Belarus|1999-12-08/..
        UNODC|organisation|United Nations Office on Drugs and Crime|1997/..
        UNRWA|organisation|United Nations Relief and Works Agency for Palestine Refugees|1949-12-08/..
        UNSC|organisation|United Nations Security Council|1946-01-17/..
        UPU|organisation|Universal Postal Union|1874-10-09/..
        VISEGRAD|organisation|Visegrád Group|1991-02-15/..
        WAEMU|organisation|West African Economic and Monetary Union|1994-01-10/..
        WARSAW-PACT|organisation|Warsaw Treaty Organization|1955-05-14/1991-07-01
        WASSENAAR|organisation|Wassenaar Arrangement|1996/..
        WCO|organisation|World Customs Organization|1952/..
        WEU|organisation|Western European Union|1954-10-23/2011-06-30
        WFP|organisation|World Food Programme|1961/..
        WHO|organisation|World Health Organization|1948-04-07/..
        WIPO|organisation|World Intellectual Property Organization|1970/..
        WMO|organisation|World Meteorological Organization|1950/..
        WTO|organisation|World Trade Organization|1995-01-01/..
        """
}
