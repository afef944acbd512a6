#include <stdio.h>
#include <stdlib.h>
static void sort(long *v, long n) {
    while (n > 16) {
        long a = v[0], b = v[n / 2], c = v[n - 1];
        long pivot = a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
        long i = 0, j = n - 1;
        for (;;) {
            while (v[i] < pivot) i++;
            while (v[j] > pivot) j--;
            if (i >= j) break;
            long t = v[i]; v[i] = v[j]; v[j] = t;
            i++; j--;
        }
        sort(v + i, n - i);
        n = i;
    }
    for (long i = 1; i < n; i++) {
        long x = v[i], j = i;
        while (j > 0 && v[j - 1] > x) { v[j] = v[j - 1]; j--; }
        v[j] = x;
    }
}
int main(void) {
    long n = 5000000, x = 42, sum = 0;
    long *v = malloc(n * sizeof *v);
    for (long i = 0; i < n; i++) { x = (long) ((unsigned long) x * 6364136223846793005ul + 1442695040888963407ul); v[i] = x >> 20; }
    sort(v, n);
    for (long i = 0; i < n; i += 1000) sum = (long) ((unsigned long) sum * 31 + (unsigned long) v[i]);
    printf("%ld\n", sum);
}
