#include <lmdb.h>
/* statfs(2), which the C library's Swift module leaves out. */
#include <sys/vfs.h>
