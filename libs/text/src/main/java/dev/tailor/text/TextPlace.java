package dev.tailor.text;

/** Where a piece of text stands, which decides whether the tokenizer puts a space before it. */
enum TextPlace {
    FIRST,
    BEHIND_A_TOKEN,
    BEHIND_TEXT
}
