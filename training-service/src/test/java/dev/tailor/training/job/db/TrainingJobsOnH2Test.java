package dev.tailor.training.job.db;

import dev.tailor.training.job.TrainingJobRepository;
import dev.tailor.training.job.TrainingJobRepositoryContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class TrainingJobsOnH2Test implements TrainingJobRepositoryContract {

    private final TrainingJobRepository jobs;

    TrainingJobsOnH2Test(TrainingJobRepository jobs) {
        this.jobs = jobs;
    }

    @Override
    public TrainingJobRepository repository() {
        return jobs;
    }
}
