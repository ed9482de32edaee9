#include "floor.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// A header as a store of format 1 has it, on a little-endian machine.
struct header {
    int64_t recorded, earliest, latest, reported;
    uint16_t type;
    uint8_t assertion, flags;
    uint32_t subject;
    uint32_t actors[3];
    uint8_t roles[3], parts;
    int32_t goldstein;
    uint8_t root, zeros[3];
};
_Static_assert(sizeof(struct header) == 64, "a header is 64 bytes");

/// What the signals between two come to.
struct tally {
    uint32_t count, cooperative, conflictual;
    int64_t goldstein;
};

/// How many actors the store names.
static size_t count_actors(MDB_txn *txn) {
    MDB_dbi table;
    MDB_stat about;
    check(mdb_dbi_open(txn, "actors", MDB_INTEGERKEY, &table), "actors");
    check(mdb_stat(txn, table, &about), "actors");
    return about.ms_entries + 1;
}

/// The number of the type `signal.coded`; 0 where there is none.
static uint16_t signal_type(MDB_txn *txn) {
    MDB_dbi table;
    MDB_val key = {12, "signal.coded"}, value;
    uint64_t number;
    check(mdb_dbi_open(txn, "types-numbers", 0, &table), "types");
    if (mdb_get(txn, table, &key, &value)) return 0;
    memcpy(&number, value.mv_data, sizeof number);
    return (uint16_t)number;
}

static void add(struct tally *tally, const struct header *header) {
    tally->count++;
    tally->cooperative += header->root >= 1 && header->root <= 8;
    tally->conflictual += header->root >= 9;
    tally->goldstein += header->goldstein;
}

static void fold(MDB_txn *txn, MDB_dbi headers, uint16_t signal, size_t actors, struct tally *tallies) {
    MDB_cursor *cursor;
    MDB_val key, frame;
    check(mdb_cursor_open(txn, headers, &cursor), "cursor");
    while (!mdb_cursor_get(cursor, &key, &frame, MDB_NEXT)) {
        for (size_t offset = 0; offset < frame.mv_size; offset += sizeof(struct header)) {
            struct header header;
            memcpy(&header, (const char *)frame.mv_data + offset, sizeof header);
            if (header.type != signal || header.assertion != 0 || header.parts != 2) continue;
            uint32_t one = header.actors[0], other = header.actors[1];
            if (one >= actors || other >= actors) continue;
            size_t pair = one < other ? one * actors + other : other * actors + one;
            add(&tallies[pair], &header);
        }
    }
    mdb_cursor_close(cursor);
}

void measure_fold(const char *store, int rounds) {
    MDB_env *env = open_store(store, (size_t)1 << 40, MDB_RDONLY | MDB_NOTLS);
    MDB_txn *txn;
    MDB_dbi headers;
    check(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn), "begin");
    check(mdb_dbi_open(txn, "headers", MDB_INTEGERKEY, &headers), "headers");
    size_t actors = count_actors(txn);
    uint16_t signal = signal_type(txn);
    for (int round = 0; round < rounds; round++) {
        struct tally *tallies = calloc(actors * actors, sizeof *tallies);
        if (!tallies) exit(71);
        double start = now();
        fold(txn, headers, signal, actors, tallies);
        double seconds = now() - start;
        // So that both programs can be seen to have counted the same.
        uint64_t digest = 0;
        for (size_t pair = 0; pair < actors * actors; pair++)
            digest = digest * 31 + (uint64_t)tallies[pair].goldstein + tallies[pair].count * 7 + tallies[pair].cooperative * 5
                + tallies[pair].conflictual * 3;
        printf("%.9f %llu\n", seconds, (unsigned long long)digest);
        free(tallies);
    }
    mdb_txn_abort(txn);
    mdb_env_close(env);
}
