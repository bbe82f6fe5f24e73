package dev.tailor.training.tensorboard;

import java.util.Map;

/** The settings of a run as the plugin for hyperparameters reads them. */
final class Settings {

    private static final String TAG = "_hparams_/session_start_info";
    private static final String PLUGIN = "hparams";
    private static final int VALUE_TAG = 1;
    private static final int VALUE_TENSOR = 8;
    private static final int VALUE_METADATA = 9;
    private static final int TENSOR_TYPE = 1;
    private static final int TENSOR_SHAPE = 2;
    private static final int TENSOR_FLOATS = 5;
    private static final int FLOAT = 1;
    private static final int SHAPE_DIMENSION = 2;
    private static final int DIMENSION_SIZE = 1;
    private static final int METADATA_PLUGIN = 1;
    private static final int PLUGIN_NAME = 1;
    private static final int PLUGIN_CONTENT = 2;
    private static final int CONTENT_START = 3;
    private static final int START_SETTINGS = 1;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;
    private static final int JSON_NUMBER = 2;
    private static final int JSON_TEXT = 3;

    private Settings() {}

    /** A value of a summary; its tensor says nothing, but has to be there. */
    static Message value(Map<String, Object> settings) {
        var start = new Message();
        settings.forEach((name, value) -> start.message(
                START_SETTINGS, new Message().text(ENTRY_KEY, name).message(ENTRY_VALUE, json(value))));
        var plugin = new Message()
                .text(PLUGIN_NAME, PLUGIN)
                .message(PLUGIN_CONTENT, new Message().message(CONTENT_START, start));
        return new Message()
                .text(VALUE_TAG, TAG)
                .message(VALUE_TENSOR, zero())
                .message(VALUE_METADATA, new Message().message(METADATA_PLUGIN, plugin));
    }

    private static Message json(Object value) {
        return value instanceof Number number
                ? new Message().real(JSON_NUMBER, number.doubleValue())
                : new Message().text(JSON_TEXT, value.toString());
    }

    private static Message zero() {
        var one = new Message().message(SHAPE_DIMENSION, new Message().number(DIMENSION_SIZE, 1));
        return new Message()
                .number(TENSOR_TYPE, FLOAT)
                .message(TENSOR_SHAPE, one)
                .message(TENSOR_FLOATS, new Message().packed(0f));
    }
}
