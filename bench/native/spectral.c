#include <math.h>
#include <stdio.h>
#include <stdlib.h>
static double a(long i, long j) { return 1.0 / (double) ((i + j) * (i + j + 1) / 2 + i + 1); }
static void times(const double *v, double *out, long n) {
    for (long i = 0; i < n; i++) {
        double sum = 0;
        for (long j = 0; j < n; j++) sum += a(i, j) * v[j];
        out[i] = sum;
    }
}
static void transposed(const double *v, double *out, long n) {
    for (long i = 0; i < n; i++) {
        double sum = 0;
        for (long j = 0; j < n; j++) sum += a(j, i) * v[j];
        out[i] = sum;
    }
}
int main(void) {
    long n = 2000;
    double *u = malloc(n * sizeof *u), *v = malloc(n * sizeof *v), *t = malloc(n * sizeof *t);
    for (long i = 0; i < n; i++) u[i] = 1;
    for (int round = 0; round < 10; round++) {
        times(u, t, n); transposed(t, v, n);
        times(v, t, n); transposed(t, u, n);
    }
    double uv = 0, vv = 0;
    for (long i = 0; i < n; i++) { uv += u[i] * v[i]; vv += v[i] * v[i]; }
    printf("%ld\n", (long) (sqrt(uv / vv) * 1e9));
}
