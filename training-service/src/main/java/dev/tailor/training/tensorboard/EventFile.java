package dev.tailor.training.tensorboard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** One file of scalars, texts and settings. A run that goes on opens another one, which withdraws the steps that are done again. */
public final class EventFile implements AutoCloseable {

    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;
    private static final int SESSION_STATUS = 1;
    private static final int SESSION_START = 1;
    private static final double MILLIS = 1000.0;

    private final OutputStream out;
    private final Clock clock;

    private EventFile(OutputStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** @param afterStep the last step of an earlier file that stays; 0 for a fresh run */
    public static EventFile open(Path folder, Clock clock, int afterStep) throws IOException {
        Files.createDirectories(folder);
        var name = "events.out.tfevents.%010d.%03d.tailor"
                .formatted(clock.instant().getEpochSecond(), clock.millis() % 1000);
        var file = new EventFile(new BufferedOutputStream(Files.newOutputStream(folder.resolve(name))), clock);
        file.write(file.event(0).text(FILE_VERSION, "brain.Event:2"));
        if (afterStep > 0) {
            var start = new Message().number(SESSION_STATUS, SESSION_START);
            file.write(file.event(afterStep + 1L).message(SESSION_LOG, start));
        }
        return file;
    }

    public void scalars(int step, Map<String, Double> values) throws IOException {
        var summary = new Message();
        values.forEach((tag, value) -> summary.message(
                SUMMARY_VALUE, new Message().text(VALUE_TAG, tag).real(VALUE_SIMPLE, value.floatValue())));
        write(event(step).message(SUMMARY, summary));
    }

    /** Texts in Markdown by their tags. */
    public void texts(int step, Map<String, String> texts) throws IOException {
        var summary = new Message();
        texts.forEach((tag, text) -> summary.message(SUMMARY_VALUE, Text.value(tag, text)));
        write(event(step).message(SUMMARY, summary));
    }

    /** What the run was asked to do; numbers stay numbers, all else is text. */
    public void settings(Map<String, Object> settings) throws IOException {
        write(event(0).message(SUMMARY, new Message().message(SUMMARY_VALUE, Settings.value(settings))));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private Message event(long step) {
        return new Message().real(WALL_TIME, clock.millis() / MILLIS).number(STEP, step);
    }

    private void write(Message event) throws IOException {
        out.write(Records.frame(event.toBytes()));
        out.flush();
    }
}
