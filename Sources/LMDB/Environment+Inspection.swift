extension Environment {
    /// Looks at every page of the store's newest state, without LMDB: what is wrong, a sentence each, and nothing
    /// for a whole store.
    ///
    /// A damaged page can lead LMDB astray, and the process to its end; this believes nothing it reads. Opening a
    /// store looks at as much of it as takes a few milliseconds; this reads all of it, some 4 GB a second from memory.
    ///
    /// - Returns: nil where there is no data file, or an empty one.
    /// - Throws: ``LMDBError/invalid`` where the file is none of LMDB's, and what the system says.
    public static func inspect(path: String, options: Options = Options()) throws(LMDBError) -> [String]? {
        try FileCalls.requireDirectory(path)
        let dataPath = path + "/data.mdb"
        guard let faults = try StoreMetas.steadyFaults(path: dataPath) else { return nil }
        if !faults.isEmpty { return faults }
        var options = options
        options.readOnly = true
        let environment = try open(path: path, options: options, isChecked: false)
        return try environment.core.inspect(.whole)?.findings ?? []
    }
}

extension Environment {
    /// The tables that the file holds, whoever made them, and how many entries each has. What stands beside the tables
    /// as a single value counts as an entry of a table of its name.
    public func tableSizes() throws(LMDBError) -> [String: Int] {
        let reader = try core.beginRead()
        defer { core.endRead(reader) }
        let (code, opened) = reader.openCursor(LibraryCalls.mainTable)
        guard let cursor = opened else { throw LMDBError(code: code) }
        defer { cursor.close() }
        let extent = core.extent(of: reader)
        var sizes: [String: Int] = [:]
        var position = CursorPosition()
        while try LMDBError.found(cursor.move(.next, &position)) {
            guard unsafe position.key.lies(in: extent), unsafe position.value.lies(in: extent) else {
                throw LMDBError.corrupted
            }
            let name = unsafe String(decoding: position.key.span.copy, as: UTF8.self)
            let value = unsafe position.value.span.copy
            let isTree = value.count == TreeRecord.size
            sizes[name] = isTree ? Int(clamping: TreeRecord(Page(bytes: value), at: 0).entries) : 1
        }
        return sizes
    }
}

extension Span<UInt8> {
    fileprivate var copy: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for index in indices { bytes.append(self[index]) }
        return bytes
    }
}

extension EnvironmentCore {
    /// Up to so many pages are all looked at when a store is opened: some 3 ms.
    private static let pagesOfASmallStore = 4096
    /// Up to so many pages all branches of the trees are looked at: some 400 of them, as many milliseconds as above.
    private static let pagesOfAMiddlingStore = 65_536
    /// A header may be overwritten by the next writes between beginning a read and reading it.
    private static let tries = 50

    /// Fails where LMDB could not be trusted with the file.
    func checkAtOpening() throws(LMDBError) {
        let pages = handle.numbers().lastPage
        let scope: StoreWalk.Scope =
            pages < Self.pagesOfASmallStore ? .whole : pages < Self.pagesOfAMiddlingStore ? .branches : .roots
        guard let walk = try inspect(scope), !walk.findings.isEmpty else { return }
        throw walk.isCutShort ? LMDBError.truncated : LMDBError.corrupted
    }

    /// Walks over the newest state; nil for an empty store, or one whose headers never stood still.
    func inspect(_ scope: StoreWalk.Scope) throws(LMDBError) -> StoreWalk? {
        for _ in 0..<Self.tries {
            // Held so that no writer reuses a page of this state meanwhile; nothing is read through it.
            let transaction = try beginRead()
            defer { endRead(transaction) }
            let newest = transaction.identifier
            if newest == 0 { return nil }
            let metas = try metas()
            guard let meta = metas.first(where: { $0.transaction == newest }) else { continue }
            var walk = try walk(meta, scope)
            // Were the other header the newer one, and its number damaged, an older state would pass for the newest.
            if walk.findings.isEmpty, let other = metas.first(where: { $0.transaction != newest }),
                other.transaction > 0
            {
                let list = try self.walk(other, .header)
                if list.isMislabelled { walk = list }
            }
            if walk.findings.isEmpty { return walk }
            // Without the lock, nothing keeps a writer from reusing the pages; and a header may have moved on.
            let isSteady = try self.metas().map(\.transaction) == metas.map(\.transaction)
            if isSteady || !isWithoutLock && !walk.isMislabelled { return walk }
        }
        return nil
    }

    private func walk(_ meta: MetaPage, _ scope: StoreWalk.Scope) throws(LMDBError) -> StoreWalk {
        let length = try FileCalls.length(ofDescriptor: descriptor)
        var walk = StoreWalk(descriptor: descriptor, length: length, meta: meta, scope: scope)
        try walk.run()
        return walk
    }

    private func metas() throws(LMDBError) -> [MetaPage] {
        let pageSize = handle.pageSize()
        var metas: [MetaPage] = []
        for number in 0..<2 {
            let bytes = try FileCalls.read(descriptor, at: number * pageSize, count: MetaPage.length)
            guard bytes.count == MetaPage.length else { throw LMDBError.truncated }
            metas.append(MetaPage(Page(bytes: bytes)))
        }
        return metas
    }
}
