#include <math.h>
#include <stdio.h>
typedef struct { double x, y, z, vx, vy, vz, mass; } Body;
static void advance(Body *bodies, long count, double dt) {
    for (long i = 0; i < count; i++) {
        Body *b = &bodies[i];
        for (long j = i + 1; j < count; j++) {
            Body *c = &bodies[j];
            double dx = b->x - c->x, dy = b->y - c->y, dz = b->z - c->z;
            double d2 = dx * dx + dy * dy + dz * dz, mag = dt / (d2 * sqrt(d2));
            b->vx -= dx * c->mass * mag; b->vy -= dy * c->mass * mag; b->vz -= dz * c->mass * mag;
            c->vx += dx * b->mass * mag; c->vy += dy * b->mass * mag; c->vz += dz * b->mass * mag;
        }
    }
    for (long i = 0; i < count; i++) {
        Body *b = &bodies[i];
        b->x += dt * b->vx; b->y += dt * b->vy; b->z += dt * b->vz;
    }
}
int main(void) {
    Body bodies[5];
    for (long i = 0; i < 5; i++) {
        double k = i;
        bodies[i] = (Body) {k * 3.5, k * 1.25 - 2.0, k * 0.5, 0.1 * k, 0.3 - 0.05 * k, 0.01 * k, 39.0 / (1.0 + k * k * k * k)};
    }
    for (long n = 0; n < 5000000; n++) advance(bodies, 5, 0.001);
    printf("%ld\n", (long) (bodies[3].x * 1e9));
}
