// Every call leaves a mark in a file, so that a test sees how often it was really called.
#include <stdio.h>

static int calls;

static void mark(void) {
    FILE *file = fopen(MARKS, "a");
    fputc('x', file);
    fclose(file);
    calls++;
}

int bump(int by) {
    mark();
    return calls * 100 + by;
}

int each(int n, int (*f)(int)) {
    int sum = 0;
    mark();
    for (int i = 0; i < n; i++) sum += f(i);
    return sum;
}
