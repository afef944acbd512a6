# rules: D4.1
explain
unused-variable
