#include <stdio.h>
#include <stdlib.h>
typedef struct Node { struct Node *left, *right; } Node;
static Node *make(long depth) {
    Node *n = malloc(sizeof *n);
    if (depth == 0) *n = (Node) {NULL, NULL};
    else *n = (Node) {make(depth - 1), make(depth - 1)};
    return n;
}
static long count(const Node *n) { return n->left == NULL ? 1 : 1 + count(n->left) + count(n->right); }
static void drop(Node *n) { if (n->left != NULL) { drop(n->left); drop(n->right); } free(n); }
int main(void) {
    long total = 0;
    for (long i = 0; i < 300; i++) { Node *t = make(15); total += count(t); drop(t); }
    printf("%ld\n", total);
}
