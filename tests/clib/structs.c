/* A library whose functions take and give structs by value, keep callbacks, and call them later. */
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct { float x, y; } V2;
typedef struct { double x, y, z; } V3;
typedef struct { int8_t a; int32_t b; int8_t c; } Mix;
typedef struct { int64_t a[10]; } Big;
typedef union { int64_t i; double d; } Bits;
typedef struct { uint8_t tag; union { int64_t i; double d; } payload; } Tagged;
typedef struct { const char *data; int64_t count; } Slice;
typedef struct { uint8_t r, g, b; } Colour;

V2 v2_add(V2 a, V2 b) { return (V2){a.x + b.x, a.y + b.y}; }
V3 v3_scale(V3 a, double k) { return (V3){a.x * k, a.y * k, a.z * k}; }
Mix mix_swap(Mix m) { Mix r = {m.c, m.b + 1, m.a}; return r; }
Big big_add(Big b, int64_t k) { for (int i = 0; i < 10; i++) b.a[i] += k; return b; }
double bits_as_double(Bits u) { return u.d; }
Bits bits_of(int64_t i) { Bits u; u.i = i; return u; }
Tagged tagged(int64_t i) { Tagged t; memset(&t, 0, sizeof t); t.tag = 1; t.payload.i = i; return t; }
int64_t slice_sum(Slice s) { int64_t sum = 0; for (int64_t i = 0; i < s.count; i++) sum += s.data[i]; return sum; }
Colour reversed(Colour c) { Colour r = {c.b, c.g, c.r}; return r; }
uint8_t narrow(uint8_t x, int16_t y) { return x + y; }
_Bool negated(_Bool b) { return !b; }

int64_t many(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f, int8_t g, double h, Mix m, V2 v, int16_t z) {
    return a + b + c + d + e + f + g + (int64_t) h + m.b + (int64_t) v.y + z;
}

V3 call_with_structs(V3 (*f)(V3, Mix), V3 v, Mix m) { return f(v, m); }
Big call_with_big(Big (*f)(Big), Big b) { return f(f(b)); }

static int64_t (*stored)(int64_t, void *);
static void *stored_data;
void store(int64_t (*f)(int64_t, void *), void *data) { stored = f; stored_data = data; }
int64_t fire(int64_t x) { return stored(x, stored_data); }

static int64_t twice(int64_t x) { return 2 * x; }
int64_t (*give_function(void))(int64_t) { return twice; }

typedef struct Step { int64_t (*f)(int64_t); struct Step *next; int64_t result; } Step;
int64_t run_steps(Step *s, int64_t x) {
    for (; s; s = s->next) s->result = x = s->f(x);
    return x;
}

int64_t sum_of(int n, ...) {
    va_list args;
    va_start(args, n);
    int64_t sum = 0;
    for (int i = 0; i < n; i++) sum += va_arg(args, int64_t);
    va_end(args);
    return sum;
}

int failing(void) { errno = ENOENT; return -1; }
V3 *new_v3(double x) { V3 *v = malloc(sizeof *v); *v = (V3){x, 2 * x, 3 * x}; return v; }
static V3 table[3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
V3 *give_table(void) { return table; }

static int64_t *counter;
void keep_counter(int64_t *c) { counter = c; }
void count(void) { (*counter)++; }
