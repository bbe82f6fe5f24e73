@NullMarked
package dev.tailor.gateway.chat.grpc;

import org.jspecify.annotations.NullMarked;
