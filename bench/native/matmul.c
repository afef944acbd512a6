#include <stdio.h>
#include <stdlib.h>
static double *make(long n, double seed) {
    double *m = malloc(n * n * sizeof *m);
    for (long i = 0; i < n; i++) for (long j = 0; j < n; j++) m[i * n + j] = seed * (double) (i - j) * (double) (i + j);
    return m;
}
static void multiply(const double *a, const double *b, double *c, long n) {
    for (long i = 0; i < n; i++) {
        for (long k = 0; k < n; k++) {
            double x = a[i * n + k];
            for (long j = 0; j < n; j++) c[i * n + j] += x * b[k * n + j];
        }
    }
}
int main(void) {
    long n = 1000;
    double *a = make(n, 1.0 / 90000.0), *b = make(n, 2.0 / 90000.0), *c = make(n, 0.0);
    multiply(a, b, c, n);
    printf("%ld\n", (long) (c[150 * n + 150] * 1e6));
}
