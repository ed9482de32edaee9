#include "floor.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

void check(int code, const char *what) {
    if (code) {
        fprintf(stderr, "floor: %s: %s\n", what, mdb_strerror(code));
        exit(70);
    }
}

double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

MDB_env *open_store(const char *path, size_t size, unsigned flags) {
    MDB_env *env;
    if (!(flags & MDB_RDONLY)) mkdir(path, 0755);
    check(mdb_env_create(&env), "create");
    check(mdb_env_set_mapsize(env, size), "map size");
    check(mdb_env_set_maxdbs(env, 32), "tables");
    check(mdb_env_open(env, path, flags, 0644), path);
    return env;
}

struct lines read_lines(const char *path, size_t most) {
    struct lines lines = {0};
    struct stat about;
    FILE *file = fopen(path, "rb");
    if (!file || fstat(fileno(file), &about)) {
        perror(path);
        exit(66);
    }
    size_t size = (size_t)about.st_size;
    lines.bytes = malloc(size + 1);
    lines.starts = malloc((most + 2) * sizeof *lines.starts);
    if (!lines.bytes || !lines.starts || fread(lines.bytes, 1, size, file) != size) {
        perror(path);
        exit(74);
    }
    fclose(file);
    size_t place = 0;
    lines.starts[0] = 0;
    while (lines.count < most && place < size) {
        const char *end = memchr(lines.bytes + place, '\n', size - place);
        if (!end) break;
        place = (size_t)(end - lines.bytes) + 1;
        lines.starts[++lines.count] = place;
    }
    return lines;
}

void put_body(MDB_txn *txn, MDB_dbi table, const struct lines *lines, size_t place, uint64_t key) {
    size_t length = lines->starts[place + 1] - lines->starts[place] - 1;
    MDB_val name = {sizeof key, &key};
    MDB_val value = {BODY_PREFIX + length, NULL};
    check(mdb_put(txn, table, &name, &value, MDB_APPEND | MDB_RESERVE), "put");
    memset(value.mv_data, 0, BODY_PREFIX);
    memcpy((char *)value.mv_data + BODY_PREFIX, lines->bytes + lines->starts[place], length);
}
