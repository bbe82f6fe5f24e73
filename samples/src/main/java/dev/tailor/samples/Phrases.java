package dev.tailor.samples;

import java.util.List;
import java.util.random.RandomGenerator;

/** The words that the recipes draw from. */
final class Phrases {
    static final List<String> PRODUCTS = List.of(
            "lamp",
            "kettle",
            "toaster",
            "backpack",
            "jacket",
            "keyboard",
            "headphones",
            "desk",
            "chair",
            "blender",
            "camera",
            "phone case",
            "rain coat",
            "tea pot",
            "bookshelf",
            "mirror",
            "blanket",
            "rug",
            "clock",
            "speaker");
    static final List<String> COLOURS =
            List.of("red", "blue", "green", "black", "white", "grey", "yellow", "small", "large", "new");
    static final List<String> NAMES = List.of(
            "Ana", "Ben", "Carla", "David", "Emma", "Felix", "Grace", "Hugo", "Iris", "Jonas", "Kira", "Leo", "Mona",
            "Nils", "Olga", "Paul", "Rosa", "Sam", "Tina", "Vera");
    static final List<String> GREETINGS =
            List.of("", "", "Hello, ", "Hi, ", "Good morning, ", "Dear team, ", "Hey, ", "Good evening, ");
    static final List<String> ENDINGS = List.of(
            "",
            "",
            " Thanks.",
            " Thank you.",
            " Please help.",
            " Best regards, %name.",
            " %name",
            " Yours, %name.",
            " Can you look into it?",
            " Waiting for your answer.");

    private Phrases() {}

    static <T> T pick(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Fills %thing, %colour, %name, %order and %days. */
    static String fill(RandomGenerator random, String template) {
        return template.replace("%thing", pick(random, PRODUCTS))
                .replace("%colour", pick(random, COLOURS))
                .replace("%name", pick(random, NAMES))
                .replace("%order", String.valueOf(1000 + random.nextInt(9000)))
                .replace("%days", String.valueOf(2 + random.nextInt(19)));
    }
}
