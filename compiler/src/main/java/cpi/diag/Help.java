package cpi.diag;

import java.util.List;

/// A proposal to the user. Applying all edits gives the proposed text; there may be none.
public record Help(String message, List<Edit> edits) {
    public Help {
        edits = List.copyOf(edits);
    }
}
