@NullMarked
package dev.tailor.gateway.chat.rest;

import org.jspecify.annotations.NullMarked;
