@NullMarked
package dev.tailor.gateway.models.grpc;

import org.jspecify.annotations.NullMarked;
