#include <stdio.h>
int main(void) {
    int n = 1200, inside = 0;
    for (int py = 0; py < n; py++)
        for (int px = 0; px < n; px++) {
            double cr = 2.0 * px / n - 1.5, ci = 2.0 * py / n - 1.0, zr = 0, zi = 0;
            int k = 0;
            for (; k < 100; k++) {
                double t = zr * zr - zi * zi + cr;
                zi = 2.0 * zr * zi + ci;
                zr = t;
                if (zr * zr + zi * zi > 4.0) break;
            }
            if (k == 100) inside++;
        }
    printf("%d\n", inside);
}
