// Which hits of a breakpoint count.
package cpi.debug;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A condition on the number of a hit, counted from the start of the program whatever the direction: `5`, `== 5`, `>= 3`, `% 2`.
public record HitCondition(String operator, long number) {
    /// Every hit.
    public static final HitCondition ALWAYS = new HitCondition(">=", 1);

    private static final Pattern FORM = Pattern.compile("(==|=|>=|<=|>|<|!=|%)?\\s*(\\d{1,18})");

    /// Reads one; an empty text is [#ALWAYS]. Empty if it has none of the forms.
    public static Optional<HitCondition> parse(String text) {
        if (text.isBlank()) return Optional.of(ALWAYS);
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) return Optional.empty();
        String operator = m.group(1) == null || m.group(1).equals("=") ? "==" : m.group(1);
        long number = Long.parseLong(m.group(2));
        return operator.equals("%") && number == 0 ? Optional.empty() : Optional.of(new HitCondition(operator, number));
    }

    public boolean isAlways() {
        return equals(ALWAYS);
    }

    /// Whether the hit with this number, from 1, counts.
    public boolean holds(long hit) {
        return switch (operator) {
            case "==" -> hit == number;
            case ">=" -> hit >= number;
            case "<=" -> hit <= number;
            case ">" -> hit > number;
            case "<" -> hit < number;
            case "!=" -> hit != number;
            default -> hit % number == 0;
        };
    }

    /// The last of the first `count` hits that counts, 0 if none does.
    public long last(long count) {
        if (operator.equals("==")) return number <= count ? number : 0;
        if (operator.equals("<=") || operator.equals("<")) return Math.max(0, Math.min(count, operator.equals("<") ? number - 1 : number));
        if (operator.equals("%")) return count / number * number;
        long hit = count;
        while (hit > 0 && hit > count - 2 && !holds(hit)) hit--;
        return hit > 0 && holds(hit) ? hit : 0;
    }

    @Override
    public String toString() {
        return operator + " " + number;
    }
}
