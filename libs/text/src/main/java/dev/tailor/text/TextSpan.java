package dev.tailor.text;

/** Characters {@code from} (inclusive) to {@code to} (exclusive) of an answer, and whether training learns them. */
record TextSpan(int from, int to, boolean trained) {}
