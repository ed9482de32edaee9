/// File systems on which LMDB is not safe.
///
/// LMDB limitation: it relies on a memory map that every process sees alike, on advisory locks and on mutexes
/// in shared memory. Network file systems break the first across machines and often the others even on one;
/// user-space file systems (FUSE: sshfs, rclone, shares of container and virtual-machine hosts) do as they
/// like. Numbers are those of `statfs(2)`.
enum NetworkFileSystem {
    static let names: [UInt32: String] = [
        0x6969: "NFS",
        0x517B: "SMB",
        0xFF53_4D42: "CIFS",
        0xFE53_4D42: "SMB 2",
        0x564C: "NCP",
        0x7375_7245: "Coda",
        0x5346_414F: "AFS",
        0x6B41_4653: "AFS",
        0x0102_1997: "9P",
        0x6573_5546: "FUSE",
        0x00C3_6400: "Ceph",
        0x0BD0_0BD0: "Lustre",
        0x4750_4653: "GPFS",
        0x7461_636F: "OCFS2",
        0x0116_1970: "GFS2",
        0x786F_4256: "VirtualBox share",
        0xBACB_ACBC: "VMware share",
    ]

    static func refuse(path: String) throws(LMDBError) {
        if names[try FileCalls.fileSystemType(ofPath: path)] != nil { throw LMDBError.networkFileSystem }
    }
}
