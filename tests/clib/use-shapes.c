/* Calls a library that cpi has made: structs by value, a callback. */
#include <stdio.h>
#include <stdint.h>
#include <stdbool.h>
typedef struct { double x, y; } Point;
typedef struct { Point min, max; const char *name; } Box;
extern Box box_of(const Point *, int64_t);
extern Point middle(Box);
extern int64_t each(const Point *, int64_t, bool (*)(Point, void *), void *);
extern int64_t count_calls(void);
extern double shapes_total(const double *, int64_t);
static bool add(Point p, void *data) { *(double *) data += p.x * p.y; return p.x < 4; }
int main(void) {
    Point points[] = {{1, 2}, {3, -1}, {5, 4}, {0, 0}};
    Box b = box_of(points, 4);
    Point m = middle(b);
    double sum = 0;
    int64_t stopped = each(points, 4, add, &sum);
    printf("%g %g %g %g %s\n", b.min.x, b.min.y, b.max.x, b.max.y, b.name);
    printf("%g %g\n%g %ld\n", m.x, m.y, sum, (long) stopped);
    count_calls();
    printf("%ld\n", (long) count_calls());
    double values[] = {1.5, 2.5, 3};
    printf("%g\n", shapes_total(values, 3));
    return 0;
}
