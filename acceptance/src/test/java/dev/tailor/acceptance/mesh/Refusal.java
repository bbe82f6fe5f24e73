package dev.tailor.acceptance.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.errors.OpenAIServiceException;
import com.openai.models.files.FileObject;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJob.Status;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Where a user of the SDK finds what was refused: in an exception, in a file or in a failed job. */
final class Refusal {

    private Refusal() {}

    static OpenAIServiceException of(ThrowingCallable request) {
        return catchThrowableOfType(OpenAIServiceException.class, request);
    }

    /** OpenAI calls both fields deprecated; they are where a file says what is wrong with it. */
    @SuppressWarnings("deprecation")
    static String of(FileObject file) {
        assertThat(file.status()).as("%s", file).isEqualTo(FileObject.Status.ERROR);
        return file.statusDetails().orElseThrow();
    }

    static FineTuningJob.Error ofJob(FineTuning tuning, String model, FileObject file, Map<String, Object> options)
            throws InterruptedException {
        var job = tuning.awaitEnd(tuning.submit(model, file, 8, options));
        assertThat(job.status()).as("%s", job).isEqualTo(Status.FAILED);
        return job.error().orElseThrow();
    }
}
