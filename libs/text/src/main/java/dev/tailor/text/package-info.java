/** Conversations, chat templates and tokenizers: from a row of text to token ids and back. Knows no tensors. */
@NullMarked
package dev.tailor.text;

import org.jspecify.annotations.NullMarked;
