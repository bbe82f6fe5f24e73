@NullMarked
package dev.tailor.gateway.comparisons.grpc;

import org.jspecify.annotations.NullMarked;
