@NullMarked
package dev.tailor.gateway.datasets.grpc;

import org.jspecify.annotations.NullMarked;
