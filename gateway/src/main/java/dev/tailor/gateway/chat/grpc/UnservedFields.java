package dev.tailor.gateway.chat.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailor.gateway.wire.JsonFields;
import java.util.List;
import java.util.function.Predicate;

/** What the API knows and this version does not serve; clients send some of it with values that ask for nothing. */
final class UnservedFields {
    private static final JsonNode PLAIN_TEXT =
            JsonNodeFactory.instance.objectNode().put("type", "text");
    private static final JsonNode TEXT_ALONE =
            JsonNodeFactory.instance.arrayNode().add("text");

    private UnservedFields() {}

    static void check(JsonFields body) {
        changeNothing(body);
        body.refuseUnless("frequency_penalty", UnservedFields::isZero, "0");
        body.refuseUnless("presence_penalty", UnservedFields::isZero, "0");
        body.refuseUnless("logit_bias", bias -> bias.isObject() && bias.isEmpty(), "{}");
        body.refuseUnless("response_format", PLAIN_TEXT::equals, PLAIN_TEXT.toString());
        body.refuseUnless("modalities", TEXT_ALONE::equals, TEXT_ALONE.toString());
        body.refuseUnless("functions", functions -> functions.isArray() && functions.isEmpty(), "[]");
        body.refuseUnless("function_call", isOneOf("auto", "none"), "\"auto\" or \"none\"");
        toolChoice(body);
        body.refuse("audio", "prediction", "reasoning_effort", "verbosity", "web_search_options");
    }

    private static void changeNothing(JsonFields body) {
        List.of("user", "service_tier", "safety_identifier", "prompt_cache_key", "prompt_cache_retention")
                .forEach(body::text);
        List.of("store", "parallel_tool_calls").forEach(body::truth);
        body.object("metadata").ifPresent(JsonFields::textByName);
    }

    /** A model that is offered tools may call them. */
    private static void toolChoice(JsonFields body) {
        var offered = body.array("tools").filter(tools -> !tools.isEmpty()).isPresent();
        var choices = offered ? isOneOf("auto") : isOneOf("auto", "none");
        body.refuseUnless("tool_choice", choices, "\"auto\", or \"none\" without tools");
    }

    private static boolean isZero(JsonNode value) {
        return value.isNumber() && value.doubleValue() == 0;
    }

    private static Predicate<JsonNode> isOneOf(String... words) {
        return value -> value.isTextual() && List.of(words).contains(value.textValue());
    }
}
