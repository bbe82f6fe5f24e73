package dev.tailor.training.problem;

import java.util.List;

/** A job cannot make this move from the state it is in. */
public final class IllegalJobMove extends TrainingException {

    private static final long serialVersionUID = 1L;

    /** @param possible moves from there, in the words of {@code move}; none once the job has ended */
    public IllegalJobMove(String job, String status, String move, List<String> possible) {
        super("The job %s is %s and cannot be %s; %s".formatted(job, status, move, instead(possible)));
    }

    private static String instead(List<String> possible) {
        return possible.isEmpty()
                ? "it has ended: submit another one to train again"
                : "it can be " + String.join(" or ", possible);
    }
}
