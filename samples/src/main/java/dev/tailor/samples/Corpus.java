package dev.tailor.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The text that the bundled base model learns from, drawn from a small grammar. Holds no triage answer. */
final class Corpus {
    private static final List<String> STORIES = List.of(
            "%name had a %colour %thing. It stood in the kitchen and everybody liked it.",
            "One day %name went to the shop to buy a %thing. The shop had only a %colour one, so %name took it home.",
            "%name lost the %thing on the way to school. After %days days a friend found it under a tree.",
            "The %thing was old, but %name did not want a new one. It still worked well.",
            "Every morning %name looks at the %colour %thing and thinks of the sea.",
            "%name gave %name a %thing for the birthday. They were both happy.",
            "It rained for %days days. %name stayed inside with the %thing and a book.",
            "There was a %colour %thing in the window. %name asked what it costs and went on.");
    private static final List<List<String>> DIALOGUES = List.of(
            List.of("Do you have a %colour %thing?", "Yes, we have one left."),
            List.of("How long does the delivery take?", "It takes about %days days."),
            List.of("Where is my order %order?", "Your parcel is on the way to you."),
            List.of("My %thing arrived broken.", "I am sorry to hear that."),
            List.of("I forgot my password.", "You can choose a new one on the page."),
            List.of("Can I have an invoice for order %order?", "Of course, it is in your mail."),
            List.of("I want to close my account.", "That is a pity. We will miss you."),
            List.of("What is the price for %days pieces?", "A large order costs a little less."),
            List.of("Please change the address of order %order.", "Tell me the new street and town."),
            List.of("I was charged twice for the %thing.", "Let me have a look at the payment."),
            List.of("Who are you?", "I am a small model that likes short answers."),
            List.of("What colour is the %thing?", "The %thing is %colour."),
            List.of("Hello, my name is %name.", "Hello, nice to meet you."),
            List.of("Thank you for your help!", "You are welcome."));

    private final Random random;

    Corpus(long seed) {
        this.random = new Random(seed);
    }

    /** Texts that stand alone. */
    List<String> stories(int count) {
        var stories = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            stories.add(say(Phrases.pick(random, STORIES)) + " " + say(Phrases.pick(random, STORIES)));
        }
        return stories;
    }

    /** Turns of a user and an assistant, by turns. */
    List<List<String>> dialogues(int count) {
        var dialogues = new ArrayList<List<String>>();
        for (int i = 0; i < count; i++) {
            var dialogue = Phrases.pick(random, DIALOGUES);
            var question = Phrases.pick(random, Phrases.GREETINGS) + dialogue.getFirst();
            dialogues.add(List.of(say(question) + say(Phrases.pick(random, Phrases.ENDINGS)), say(dialogue.getLast())));
        }
        return dialogues;
    }

    /** Sentences in the manner of tickets, for the pieces of the tokenizer. */
    List<String> tickets(int count) {
        var tickets = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            tickets.add(say(Phrases.pick(
                    random, Phrases.pick(random, List.of(Topic.values())).tickets())));
        }
        return tickets;
    }

    private String say(String template) {
        return Phrases.fill(random, template);
    }
}
