package dev.tailor.text;

/** A model's tokenizer or chat template cannot be used, or a conversation does not suit the template. */
public final class TextModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TextModelException(String message) {
        super(message);
    }

    TextModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
