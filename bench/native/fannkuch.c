#include <stdio.h>
int main(void) {
    enum { N = 10 };
    long p[N], q[N], count[N], sum = 0, most = 0, r = N;
    for (long i = 0; i < N; i++) p[i] = i;
    for (long parity = 0;; parity = 1 - parity) {
        while (r != 1) { count[r - 1] = r; r--; }
        for (long i = 0; i < N; i++) q[i] = p[i];
        long flips = 0, k;
        while ((k = q[0]) != 0) {
            for (long lo = 0, hi = k; lo < hi; lo++, hi--) { long t = q[lo]; q[lo] = q[hi]; q[hi] = t; }
            flips++;
        }
        if (flips > most) most = flips;
        sum += parity == 0 ? flips : -flips;
        for (;; r++) {
            if (r == N) { printf("%ld\n%ld\n", sum, most); return 0; }
            long first = p[0];
            for (long i = 0; i < r; i++) p[i] = p[i + 1];
            p[r] = first;
            if (--count[r] > 0) break;
        }
    }
}
