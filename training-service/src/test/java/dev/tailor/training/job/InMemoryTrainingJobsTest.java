package dev.tailor.training.job;

class InMemoryTrainingJobsTest implements TrainingJobRepositoryContract {

    private final TrainingJobRepository jobs = new InMemoryTrainingJobs();

    @Override
    public TrainingJobRepository repository() {
        return jobs;
    }
}
