package dev.tailor.training.problem;

/** A file cannot go while a job has yet to read it. */
public final class FileInUse extends TrainingException {

    private static final long serialVersionUID = 1L;

    public FileInUse(String file, String job) {
        super("The job %s has yet to read the file %s; wait until its files are validated, or cancel it first"
                .formatted(job, file));
    }
}
