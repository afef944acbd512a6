#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    long n = 2000000, count = 0;
    char *flags = malloc(n);
    for (int r = 0; r < 60; r++) {
        for (long i = 0; i < n; i++) flags[i] = 1;
        count = 0;
        for (long i = 2; i < n; i++)
            if (flags[i]) { count++; for (long j = i + i; j < n; j += i) flags[j] = 0; }
    }
    printf("%ld\n", count);
}
