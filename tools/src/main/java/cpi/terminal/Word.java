// One command of the debugger.
package cpi.terminal;

import java.util.List;

/// @param names the short one first, then others it may be written with
/// @param arguments as shown in help, `EXPR [at LINE]`
/// @param help what it does, in one line
/// @param group under which help lists it
/// @param action executes it with the rest of the line
record Word(List<String> names, String arguments, String help, Group group, Action action) {
    enum Group {
        MOVING("moving through time"), STOPPING("where to stop"), LOOKING("looking"), PAST("questions about the past"),
        THREADS("threads"), CHANGING("changing the past"), OTHER("other");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    interface Action {
        void run(String rest);
    }

    Word {
        names = List.copyOf(names);
    }

    String name() {
        return names.getFirst();
    }
}
