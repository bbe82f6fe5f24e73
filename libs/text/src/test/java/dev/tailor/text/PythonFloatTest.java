package dev.tailor.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonFloatTest {

    /** Right: what {@code repr} of Python 3 answers. */
    @ParameterizedTest
    @CsvSource({
        "2.0, 2.0",
        "2.50, 2.5",
        "-0.0, -0.0",
        "0, 0.0",
        "1e3, 1000.0",
        "0.1, 0.1",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "-0.000015, -1.5e-05",
        "123456789012345.6, 123456789012345.6",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "-1.25e100, -1.25e+100",
        "1e-300, 1e-300",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.1234567890123456789, 0.12345678901234568"
    })
    void aFractionIsWrittenAsPythonDoes(String literal, String python) {
        assertThat(PythonFloat.repr(Double.parseDouble(literal))).isEqualTo(python);
    }
}
