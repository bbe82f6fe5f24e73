@NullMarked
package dev.tailor.gateway.wire.grpc;

import org.jspecify.annotations.NullMarked;
