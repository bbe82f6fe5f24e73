package dev.tailor.training.job.db;

import dev.tailor.training.job.ModelsInUseContract;
import dev.tailor.training.job.TrainingJobRepository;
import dev.tailor.training.job.TrainingJobRepositoryContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(value = PostgresServer.class, restrictToAnnotatedClass = true)
class TrainingJobsOnPostgresTest implements TrainingJobRepositoryContract, ModelsInUseContract {

    private final TrainingJobRepository jobs;
    private final Sides sides;

    TrainingJobsOnPostgresTest(TrainingJobRepository jobs, Sides sides) {
        this.jobs = jobs;
        this.sides = sides;
    }

    @Override
    public TrainingJobRepository repository() {
        return jobs;
    }

    @Override
    public Sides sides() {
        return sides;
    }
}
