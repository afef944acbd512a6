# rules: D9
explain
E0205
