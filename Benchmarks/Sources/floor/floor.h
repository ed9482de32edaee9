#ifndef FLOOR_H
#define FLOOR_H

#include <lmdb.h>
#include <stddef.h>
#include <stdint.h>

/// Ends the program with a message if LMDB says anything but 0.
void check(int code, const char *what);

/// The seconds of a clock that only goes forward.
double now(void);

/// An environment with room for `size` bytes. It is made if it isn't there, unless it is opened for reading.
MDB_env *open_store(const char *path, size_t size, unsigned flags);

/// The lines of a file in memory.
struct lines {
    char *bytes;
    size_t count;
    /// Where each begins; `starts[count]` is one beyond the last line's end.
    size_t *starts;
};

/// The first `most` lines of a file.
struct lines read_lines(const char *path, size_t most);

/// Before each body, Chancery stores a digest of 32 bytes and a time of 8; here they are zeros.
enum { BODY_PREFIX = 40 };

/// Puts a line, without its end, behind such a prefix.
void put_body(MDB_txn *txn, MDB_dbi table, const struct lines *lines, size_t place, uint64_t key);

/// Each line in a durable transaction of its own; prints the seconds of each.
void measure_commits(const char *store, const struct lines *lines);

/// All lines in durable transactions of `batch`; prints the seconds of the whole.
void measure_batches(const char *store, const struct lines *lines, size_t batch);

/// Signals by pair over the packed headers of a store of Chancery's, `rounds` times; prints the seconds of each.
void measure_fold(const char *store, int rounds);

#endif
