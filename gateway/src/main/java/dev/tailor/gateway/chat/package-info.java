@NullMarked
package dev.tailor.gateway.chat;

import org.jspecify.annotations.NullMarked;
