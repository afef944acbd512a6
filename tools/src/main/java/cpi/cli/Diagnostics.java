package cpi.cli;

import cpi.diag.JsonRenderer;
import cpi.diag.Report;
import cpi.diag.TextRenderer;

/// Writes the problems of a run to standard error in the form asked for (D1, D6).
final class Diagnostics {
    private Diagnostics() {}

    static void print(Report report, Settings settings, Console console) {
        StringBuilder text = new StringBuilder();
        if (settings.json()) new JsonRenderer().render(report, text);
        else new TextRenderer(settings.colour()).render(report, text);
        if (!text.isEmpty()) console.err(text.toString());
    }
}
