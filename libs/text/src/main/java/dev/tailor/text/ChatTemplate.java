package dev.tailor.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jinjava.javax.el.CompositeELResolver;

/**
 * Writes a conversation the way the model was taught to read it: by the model's own {@code chat_template.jinja} or the
 * template in {@code tokenizer_config.json}, and by {@link #DEFAULT} where it has neither. Text that a user typed stays
 * text: it is never read as a template nor as a special token.
 */
public final class ChatTemplate {

    /** Plain turns; each of the assistant's begins on a line of its own and ends with the model's end token. */
    public static final String DEFAULT = """
            {{- bos_token -}}
            {%- for message in messages -%}
            {%- if message['role'] == 'assistant' -%}
            {{- 'Assistant:\\n' -}}{%- generation -%}{{- message['content'] -}}{{- eos_token -}}{%- endgeneration -%}
            {%- else -%}
            {{- message['role']|capitalize + ':\\n' + message['content'] + '\\n' -}}
            {%- endif -%}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{- 'Assistant:\\n' -}}{%- endif -%}
            """;

    private final String source;
    private final String grouped;
    private final SpecialTokens special;
    private final Marks marks;
    private final Jinjava engine;

    private ChatTemplate(String source, SpecialTokens special) {
        this.source = source;
        this.special = special;
        this.marks = new Marks(special);
        this.engine = engine();
        var read = TemplateSource.grouped(source);
        this.grouped = read.text();
        checkNames(read);
    }

    /** The template of a Hugging Face model directory. */
    public static ChatTemplate open(Path directory, SpecialTokens special) {
        var own = own(directory);
        return of(own.isEmpty() ? DEFAULT : own, special);
    }

    /** Whether the directory has no template of its own. */
    static boolean isAbsent(Path directory) {
        return own(directory).isEmpty();
    }

    /** A template given as text. */
    public static ChatTemplate of(String source, SpecialTokens special) {
        return new ChatTemplate(source, special);
    }

    /** The text of a whole conversation. */
    public String render(Conversation conversation) {
        return Marks.remove(marked(conversation, false));
    }

    /** The text that asks the assistant for its next turn. */
    public String renderPrompt(Conversation conversation) {
        return Marks.remove(marked(conversation, true));
    }

    /** What a user typed as it stands in {@link #marked}. */
    String guarded(String typed) {
        return marks.guard(typed);
    }

    /** The text with the marks of {@link Marks} in it. */
    String marked(Conversation conversation, boolean generationPrompt) {
        Map<String, Object> context = new LinkedHashMap<>(TemplateContext.of(conversation, marks, source));
        context.put("add_generation_prompt", generationPrompt);
        context.put("bos_token", special.begin() == null ? "" : special.begin());
        context.put("eos_token", special.end() == null ? "" : special.end());
        var result = engine.renderForResult(grouped, context);
        if (!result.getErrors().isEmpty()) {
            var error = result.getErrors().getFirst();
            if (error.getException() != null && cause(error.getException()) instanceof TextModelException refused) {
                throw refused;
            }
            throw new TextModelException(
                    "The chat template fails in line %d: %s".formatted(error.getLineno(), error.getMessage()));
        }
        return result.getOutput();
    }

    /** The engine answers what it does not know with nothing, which would be silently wrong. */
    private void checkNames(TemplateSource.Grouped template) {
        var known = engine.getGlobalContext();
        template.filters().stream()
                .filter(name -> known.getFilter(name) == null)
                .findFirst()
                .ifPresent(name -> {
                    throw new TextModelException(
                            "The chat template uses the filter %s, which is not known".formatted(name));
                });
        template.tests().stream()
                .filter(name -> !name.equals("in") && known.getExpTest(name) == null)
                .findFirst()
                .ifPresent(name -> {
                    throw new TextModelException(
                            "The chat template uses the test %s, which is not known".formatted(name));
                });
    }

    private static Throwable cause(Throwable error) {
        var cause = error;
        while (cause.getCause() != null && !(cause instanceof TextModelException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String own(Path directory) {
        var files = new ModelFiles(directory);
        var own = files.text("chat_template.jinja");
        return own.isEmpty() ? configured(files.json("tokenizer_config.json").path("chat_template")) : own;
    }

    private static String configured(JsonNode template) {
        if (template.isTextual()) {
            return template.textValue();
        }
        var named = "";
        for (var each : template) {
            if (named.isEmpty() || each.path("name").asText().equals("default")) {
                named = each.path("template").asText();
            }
        }
        return named;
    }

    private static Jinjava engine() {
        var resolver = new CompositeELResolver();
        resolver.add(new PythonStrings());
        resolver.add(JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY);
        var engine = new Jinjava(JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withNestedInterpretationEnabled(false)
                .withElResolver(resolver)
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withEvaluateMapKeys(true)
                        .withIterateOverMapKeys(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withAllowAdjacentTextNodes(true)
                        .withUseTrimmingForNotesAndExpressions(true)
                        .withKeepNullableLoopValues(true)
                        .withHandleBackslashInQuotesOnly(true)
                        .build())
                .build());
        engine.registerFilter(new ToJsonFilter());
        engine.registerTag(new GenerationTag());
        engine.registerTag(new FilteredForTag());
        engine.registerFilter(new ItemsFilter());
        engine.getGlobalContext().registerExpTest(new IterableTest("iterable"));
        engine.getGlobalContext().registerExpTest(new IterableTest("sequence"));
        TemplateFunctions.all().forEach(engine::registerFunction);
        return engine;
    }
}
