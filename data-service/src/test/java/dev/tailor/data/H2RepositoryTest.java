package dev.tailor.data;

import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class H2RepositoryTest extends RepositoryContract {}
