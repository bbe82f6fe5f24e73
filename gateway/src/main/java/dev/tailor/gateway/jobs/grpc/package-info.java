@NullMarked
package dev.tailor.gateway.jobs.grpc;

import org.jspecify.annotations.NullMarked;
