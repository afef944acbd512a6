#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static char *buffer; static long size, capacity;
static void add(const char *s, long n) {
    if (size + n > capacity) { capacity = 2 * capacity + n; buffer = realloc(buffer, capacity); }
    memcpy(buffer + size, s, n);
    size += n;
}
int main(void) {
    long total = 0;
    for (int round = 0; round < 80; round++) {
        buffer = 0; size = capacity = 0;
        for (int i = 0; i < 50000; i++) {
            char number[24];
            add("item ", 5); add(number, sprintf(number, "%d", i)); add(", ", 2);
        }
        total += size;
        for (long i = 0; i < size; i++) if (buffer[i] == '7') total++;
        free(buffer);
    }
    printf("%ld\n", total);
}
