package dev.tailor.text;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.Tag;
import com.hubspot.jinjava.tree.TagNode;

/** {@code {% generation %}…{% endgeneration %}}: what the template says the assistant wrote. */
final class GenerationTag implements Tag {

    private static final long serialVersionUID = 1L;

    @Override
    public String getName() {
        return "generation";
    }

    @Override
    public String getEndTagName() {
        return "endgeneration";
    }

    @Override
    public String interpret(TagNode node, JinjavaInterpreter interpreter) {
        var text = new StringBuilder().append(Marks.SPAN_BEGIN);
        for (var child : node.getChildren()) {
            text.append(child.render(interpreter));
        }
        return text.append(Marks.SPAN_END).toString();
    }
}
