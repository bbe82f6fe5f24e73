@NullMarked
package dev.tailor.gateway.files.grpc;

import org.jspecify.annotations.NullMarked;
