/** Chat completions: checks the conversation, waits for the model, streams the answer. */
@NullMarked
package dev.tailor.eval.chat;

import org.jspecify.annotations.NullMarked;
