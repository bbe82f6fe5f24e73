package dev.tailor.text;

import java.math.BigDecimal;

/** Numbers with a fraction as Python writes them, whose spelling models have learnt. */
final class PythonFloat {

    private static final int FIRST_SCIENTIFIC = 16;
    private static final int LAST_FIXED = -4;

    private PythonFloat() {}

    /** A number of JSON. */
    static String number(Number number) {
        return number instanceof BigDecimal || number instanceof Double
                ? repr(number.doubleValue())
                : number.toString();
    }

    /** The fewest digits that give the same double again: {@code 2.0}, {@code 1e+16}, {@code 1.5e-05}. */
    static String repr(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return Double.toString(value);
        }
        var shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= LAST_FIXED && exponent < FIRST_SCIENTIFIC) {
            var plain = shortest.toPlainString();
            return shortest.scale() > 0 ? plain : plain + ".0";
        }
        var digits = shortest.unscaledValue().abs().toString();
        var fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return "%s%c%se%+03d".formatted(value < 0 ? "-" : "", digits.charAt(0), fraction, exponent);
    }
}
