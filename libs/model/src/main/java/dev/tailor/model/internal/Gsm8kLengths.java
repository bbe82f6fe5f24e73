package dev.tailor.model.internal;

import dev.tailor.model.Example;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Rows of random tokens as long as real ones. */
final class Gsm8kLengths {

    /** Tokens of question and answer of the first 64 rows of GSM8K's training set under Llama 2's tokenizer. */
    private static final int[][] LENGTHS = {
        {42, 63},
        {39, 69},
        {65, 108},
        {58, 132},
        {28, 78},
        {69, 174},
        {69, 95},
        {116, 124},
        {120, 144},
        {76, 381},
        {86, 152},
        {111, 161},
        {46, 98},
        {82, 98},
        {31, 80},
        {75, 213},
        {59, 132},
        {95, 264},
        {71, 147},
        {73, 125},
        {93, 94},
        {62, 152},
        {70, 95},
        {63, 160},
        {92, 65},
        {97, 156},
        {63, 106},
        {90, 229},
        {54, 77},
        {64, 210},
        {65, 149},
        {69, 151},
        {121, 93},
        {88, 153},
        {44, 82},
        {53, 88},
        {50, 89},
        {90, 190},
        {76, 62},
        {92, 123},
        {49, 212},
        {82, 113},
        {77, 168},
        {68, 134},
        {76, 142},
        {100, 142},
        {46, 186},
        {62, 111},
        {50, 43},
        {62, 50},
        {80, 126},
        {69, 174},
        {62, 91},
        {73, 90},
        {77, 140},
        {39, 110},
        {63, 140},
        {76, 193},
        {79, 205},
        {104, 130},
        {61, 160},
        {111, 189},
        {46, 132},
        {96, 110}
    };

    private Gsm8kLengths() {}

    static List<Example> rows(int vocabulary) {
        var random = new Random(1);
        return Arrays.stream(LENGTHS)
                .map(pair -> row(random, vocabulary, pair[0], pair[1]))
                .toList();
    }

    private static Example row(Random random, int vocabulary, int question, int answer) {
        var trained = new boolean[question + answer];
        Arrays.fill(trained, question, trained.length, true);
        return new Example(random.ints(trained.length, 0, vocabulary).toArray(), trained);
    }
}
