// floor commits STORE LINES COUNT | floor batches STORE LINES COUNT BATCH | floor fold STORE ROUNDS
#include "floor.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int count, char **words) {
    const char *what = count > 1 ? words[1] : "";
    if (!strcmp(what, "commits") && count == 5) {
        struct lines lines = read_lines(words[3], strtoull(words[4], NULL, 10));
        measure_commits(words[2], &lines);
    } else if (!strcmp(what, "batches") && count == 6) {
        struct lines lines = read_lines(words[3], strtoull(words[4], NULL, 10));
        measure_batches(words[2], &lines, strtoull(words[5], NULL, 10));
    } else if (!strcmp(what, "fold") && count == 4) {
        measure_fold(words[2], atoi(words[3]));
    } else {
        fputs("usage: floor commits STORE LINES COUNT | batches STORE LINES COUNT BATCH | fold STORE ROUNDS\n", stderr);
        return 64;
    }
    return 0;
}
