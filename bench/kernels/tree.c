#include <stdio.h>
#include <stdlib.h>
struct node { struct node *left, *right; };
static struct node *make(int d) {
    struct node *n = calloc(1, sizeof *n);
    if (d) { n->left = make(d - 1); n->right = make(d - 1); }
    return n;
}
static long count(struct node *n) { return n->left ? 1 + count(n->left) + count(n->right) : 1; }
static void drop(struct node *n) { if (n->left) { drop(n->left); drop(n->right); } free(n); }
int main(void) {
    long total = 0;
    for (int i = 0; i < 150; i++) { struct node *t = make(15); total += count(t); drop(t); }
    printf("%ld\n", total);
}
