#include <stdio.h>
int main(void) {
    long n = 2000, inside = 0;
    for (long py = 0; py < n; py++) {
        for (long px = 0; px < n; px++) {
            double cr = 2.0 * px / n - 1.5, ci = 2.0 * py / n - 1.0, zr = 0, zi = 0;
            long k = 0;
            while (k < 100) {
                double t = zr * zr - zi * zi + cr;
                zi = 2.0 * zr * zi + ci;
                zr = t;
                if (zr * zr + zi * zi > 4.0) break;
                k++;
            }
            if (k == 100) inside++;
        }
    }
    printf("%ld\n", inside);
}
