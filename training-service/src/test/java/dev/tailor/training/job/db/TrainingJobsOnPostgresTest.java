package dev.tailor.training.job.db;

import dev.tailor.training.job.TrainingJobRepository;
import dev.tailor.training.job.TrainingJobRepositoryContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PostgresServer.class, restrictToAnnotatedClass = true)
class TrainingJobsOnPostgresTest implements TrainingJobRepositoryContract {

    private final TrainingJobRepository jobs;

    TrainingJobsOnPostgresTest(TrainingJobRepository jobs) {
        this.jobs = jobs;
    }

    @Override
    public TrainingJobRepository repository() {
        return jobs;
    }
}
