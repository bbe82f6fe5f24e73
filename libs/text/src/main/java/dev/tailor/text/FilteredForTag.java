package dev.tailor.text;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.ForTag;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.TagToken;
import com.hubspot.jinjava.util.ObjectIterator;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code {% for item in items if condition %}}: the loop counts only the items for which the condition holds. */
final class FilteredForTag extends ForTag {

    private static final long serialVersionUID = 1L;
    private static final String IF = " if ";

    @Override
    public String interpretUnchecked(TagNode node, JinjavaInterpreter interpreter) {
        var loop = getLoopVarsAndExpression((TagToken) node.getMaster());
        var expression = loop.getRight();
        int at = conditionAt(expression);
        if (at < 0) {
            return super.interpretUnchecked(node, interpreter);
        }
        var items = interpreter.resolveELExpression(expression.substring(0, at), node.getLineNumber());
        var condition = expression.substring(at + IF.length());
        List<Object> kept = new ArrayList<>();
        for (var all = ObjectIterator.getLoop(items); all.hasNext(); ) {
            var item = all.next();
            try (var scope = interpreter.enterScope()) {
                bind(interpreter, loop.getLeft(), item);
                if (ObjectTruthValue.evaluate(interpreter.resolveELExpression(condition, node.getLineNumber()))) {
                    kept.add(item);
                }
            }
        }
        return renderForCollection(node, interpreter, loop.getLeft(), kept);
    }

    private static void bind(JinjavaInterpreter interpreter, List<String> names, Object item) {
        for (int place = 0; place < names.size(); place++) {
            var value = names.size() == 1 ? item : part(item, place);
            interpreter.getContext().put(names.get(place), value);
        }
    }

    private static Object part(Object item, int place) {
        return switch (item) {
            case Map.Entry<?, ?> entry -> place == 0 ? entry.getKey() : entry.getValue();
            case List<?> parts when place < parts.size() -> parts.get(place);
            default -> item;
        };
    }

    /** Where a condition stands outside of brackets and strings; -1 if there is none. */
    private static int conditionAt(String expression) {
        int depth = 0;
        char quote = 0;
        for (int at = 0; at < expression.length(); at++) {
            char letter = expression.charAt(at);
            if (quote != 0) {
                quote = letter == quote ? 0 : quote;
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
            } else if ("([{".indexOf(letter) >= 0) {
                depth++;
            } else if (")]}".indexOf(letter) >= 0) {
                depth--;
            } else if (depth == 0 && expression.startsWith(IF, at)) {
                return at;
            }
        }
        return -1;
    }
}
