#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
typedef struct { long key, value; bool used; } Entry;
typedef struct { Entry *entries; long capacity, count; } Table;
static Entry *find(Table *t, long k) {
    long h = (long) (((unsigned long) k * 0x9E3779B97F4A7C15ul) >> 20);
    for (;; h++) {
        Entry *e = &t->entries[h & (t->capacity - 1)];
        if (!e->used || e->key == k) return e;
    }
}
static long *ref(Table *t, long k) {
    Entry *e = find(t, k);
    if (e->used) return &e->value;
    t->count++;
    if (2 * t->count > t->capacity) {
        Entry *old = t->entries;
        long n = t->capacity;
        t->capacity = 2 * n;
        t->entries = calloc(t->capacity, sizeof(Entry));
        for (long i = 0; i < n; i++) if (old[i].used) *find(t, old[i].key) = old[i];
        free(old);
        e = find(t, k);
    }
    *e = (Entry) {k, 0, true};
    return &e->value;
}
int main(void) {
    Table t = {calloc(16, sizeof(Entry)), 16, 0};
    long x = 12345, sum = 0;
    for (long i = 0; i < 30000000; i++) {
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF;
        long *p = ref(&t, (x >> 8) & 0xFFFF);
        *p += i & 7;
        sum += *p;
    }
    printf("%ld\n%ld\n", t.count, sum);
}
