#include <stdio.h>
#include <stdlib.h>
/* Horspool's search of words in a text. */
static long search(const unsigned char *text, long n, const unsigned char *word, long m, long from) {
    long skip[256];
    for (int i = 0; i < 256; i++) skip[i] = m;
    for (long i = 0; i < m - 1; i++) skip[word[i]] = m - 1 - i;
    for (long at = from; at + m <= n; at += skip[text[at + m - 1]]) {
        long i = m - 1;
        while (i >= 0 && text[at + i] == word[i]) i--;
        if (i < 0) return at;
    }
    return -1;
}
int main(void) {
    long n = 20000000, x = 1, found = 0, sum = 0;
    unsigned char *text = malloc(n), word[5];
    for (long i = 0; i < n; i++) { x = (x * 1103515245 + 12345) & 0x7FFFFFFF; text[i] = 97 + (x >> 16) % 6; }
    for (long w = 0; w < 6; w++) {
        for (long i = 0; i < 5; i++) word[i] = 97 + (w * 7 + i * 5 + w * i) % 6;
        for (long at = search(text, n, word, 5, 0); at >= 0; at = search(text, n, word, 5, at + 1)) { found++; sum += at; }
    }
    printf("%ld\n%ld\n", found, sum);
}
