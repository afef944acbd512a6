#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    long n = 4000000, count = 0;
    bool *flags = malloc(n);
    for (int r = 0; r < 20; r++) {
        for (long i = 0; i < n; i++) flags[i] = true;
        count = 0;
        for (long i = 2; i < n; i++) {
            if (flags[i]) {
                count++;
                for (long j = i + i; j < n; j += i) flags[j] = false;
            }
        }
    }
    printf("%ld\n", count);
}
