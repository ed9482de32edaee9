#include "floor.h"
#include <stdio.h>

static MDB_dbi bodies(MDB_env *env) {
    MDB_txn *txn;
    MDB_dbi table;
    check(mdb_txn_begin(env, NULL, 0, &txn), "begin");
    check(mdb_dbi_open(txn, "bodies", MDB_CREATE | MDB_INTEGERKEY, &table), "table");
    check(mdb_txn_commit(txn), "commit");
    return table;
}

/// Lines from `first` on, in one transaction.
static void append(MDB_env *env, MDB_dbi table, const struct lines *lines, size_t first, size_t count) {
    MDB_txn *txn;
    check(mdb_txn_begin(env, NULL, 0, &txn), "begin");
    for (size_t place = first; place < first + count && place < lines->count; place++)
        put_body(txn, table, lines, place, place + 1);
    check(mdb_txn_commit(txn), "commit");
}

void measure_commits(const char *store, const struct lines *lines) {
    MDB_env *env = open_store(store, (size_t)1 << 34, 0);
    MDB_dbi table = bodies(env);
    for (size_t place = 0; place < lines->count; place++) {
        double start = now();
        append(env, table, lines, place, 1);
        printf("%.9f\n", now() - start);
    }
    mdb_env_close(env);
}

void measure_batches(const char *store, const struct lines *lines, size_t batch) {
    MDB_env *env = open_store(store, (size_t)1 << 36, 0);
    MDB_dbi table = bodies(env);
    double start = now();
    for (size_t place = 0; place < lines->count; place += batch) append(env, table, lines, place, batch);
    printf("%.9f\n", now() - start);
    mdb_env_close(env);
}
