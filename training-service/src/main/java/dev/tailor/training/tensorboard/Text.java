package dev.tailor.training.tensorboard;

/** A text as the plugin for texts reads it. */
final class Text {

    private static final String PLUGIN = "text";
    private static final int VALUE_TAG = 1;
    private static final int VALUE_TENSOR = 8;
    private static final int VALUE_METADATA = 9;
    private static final int TENSOR_TYPE = 1;
    private static final int TENSOR_SHAPE = 2;
    private static final int TENSOR_STRINGS = 8;
    private static final int STRING = 7;
    private static final int METADATA_PLUGIN = 1;
    private static final int PLUGIN_NAME = 1;

    private Text() {}

    /** A value of a summary: a tensor without dimensions, which is shown as Markdown. */
    static Message value(String tag, String text) {
        var tensor = new Message()
                .number(TENSOR_TYPE, STRING)
                .message(TENSOR_SHAPE, new Message())
                .text(TENSOR_STRINGS, text);
        return new Message()
                .text(VALUE_TAG, tag)
                .message(VALUE_TENSOR, tensor)
                .message(
                        VALUE_METADATA,
                        new Message().message(METADATA_PLUGIN, new Message().text(PLUGIN_NAME, PLUGIN)));
    }
}
