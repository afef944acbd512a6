#include <stdio.h>
#include <stdlib.h>
enum { N = 500 };
static double **make(double seed) {
    double **m = malloc(N * sizeof *m);
    for (long i = 0; i < N; i++) {
        m[i] = malloc(N * sizeof **m);
        for (long j = 0; j < N; j++) m[i][j] = seed * (double) (i - j) * (double) (i + j);
    }
    return m;
}
int main(void) {
    double **a = make(1.0 / 90000.0), **b = make(2.0 / 90000.0), **c = make(0);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    printf("%.17g\n", c[150][150]);
}
