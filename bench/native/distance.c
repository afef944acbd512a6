#include <stdio.h>
#include <stdlib.h>
/* Edit distance of two texts, in a table. */
int main(void) {
    long n = 8000, m = 8000, x = 7;
    unsigned char *a = malloc(n), *b = malloc(m);
    int *table = malloc((n + 1) * (m + 1) * sizeof *table);
    for (long i = 0; i < n; i++) { x = (x * 1103515245 + 12345) & 0x7FFFFFFF; a[i] = (x >> 16) % 4; }
    for (long i = 0; i < m; i++) { x = (x * 1103515245 + 12345) & 0x7FFFFFFF; b[i] = (x >> 16) % 4; }
    long width = m + 1;
    for (long j = 0; j <= m; j++) table[j] = (int) j;
    for (long i = 1; i <= n; i++) {
        int *above = &table[(i - 1) * width], *row = &table[i * width];
        row[0] = (int) i;
        for (long j = 1; j <= m; j++) {
            int change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            int best = above[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            if (change < best) best = change;
            row[j] = best;
        }
    }
    printf("%d\n", table[n * width + m]);
}
