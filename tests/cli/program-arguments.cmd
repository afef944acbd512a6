# rules: M14
run
tests/cli/programs/modules/arguments.cpi
--help
-I
x
