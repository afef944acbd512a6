#include <stdio.h>
#include <stdlib.h>
struct entry { long key, value; int used; };
static struct entry *table;
static long capacity = 16, count;
static struct entry *find(long k) {
    unsigned long h = (unsigned long) k * 0x9E3779B97F4A7C15ul;
    for (h >>= 20;; h++) {
        struct entry *e = &table[h & (capacity - 1)];
        if (!e->used || e->key == k) return e;
    }
}
static long *ref(long k) {
    struct entry *e = find(k);
    if (e->used) return &e->value;
    if (2 * ++count > capacity) {
        struct entry *old = table;
        long n = capacity;
        capacity *= 2;
        table = calloc(capacity, sizeof *table);
        for (long i = 0; i < n; i++) if (old[i].used) *find(old[i].key) = old[i];
        free(old);
        e = find(k);
    }
    *e = (struct entry) {k, 0, 1};
    return &e->value;
}
int main(void) {
    table = calloc(capacity, sizeof *table);
    long x = 12345, sum = 0;
    for (long i = 0; i < 8000000; i++) {
        x = (x * 1103515245 + 12345) % 2147483648;
        long k = x % 50000;
        *ref(k) += i % 7;
        sum += *ref(k);
    }
    printf("%ld\n%ld\n", count, sum);
}
