// What the server says about itself.
package cpi.dap;

import cpi.json.Json;
import java.util.List;

/// The answer to `initialize`. Everything declared here is tried by a script in tests/dap.
final class Capabilities {
    /// The name of the filter for panics.
    static final String PANICS = "panics";

    private Capabilities() {}

    static Json.Obj all() {
        Json.Builder result = Json.object();
        for (String ability : List.of("supportsConfigurationDoneRequest", "supportsFunctionBreakpoints", "supportsConditionalBreakpoints",
                "supportsHitConditionalBreakpoints", "supportsEvaluateForHovers", "supportsStepBack",
                "supportsRestartFrame", "supportsCompletionsRequest",
                "supportsExceptionInfoRequest", "supportTerminateDebuggee", "supportsDelayedStackTraceLoading",
                "supportsLoadedSourcesRequest", "supportsLogPoints", "supportsTerminateRequest", "supportsDataBreakpoints",
                "supportsDataBreakpointBytes", "supportsReadMemoryRequest", "supportsWriteMemoryRequest",
                "supportsSetVariable", "supportsSetExpression", "supportsDisassembleRequest", "supportsGotoTargetsRequest",
                "supportsCancelRequest", "supportsBreakpointLocationsRequest", "supportsClipboardContext", "supportsSteppingGranularity",
                "supportsExceptionFilterOptions",
                "supportsStepInTargetsRequest", "supportsInstructionBreakpoints", "supportsValueFormattingOptions")) {
            result.put(ability, true);
        }
        return result.put("completionTriggerCharacters", Json.texts(List.of(".", "|")))
            .put("exceptionBreakpointFilters", Json.array(List.of(Json.object().put("filter", PANICS).put("label", "Panics")
                .put("description", "Stop where a panic is about to end the program")
                .put("default", true).put("supportsCondition", true)
                .put("conditionDescription", "Codes as `P03, P04`, a part of the message as `\"text\"`, or a condition as `i > 3`")
                .build())))
            .build();
    }
}
