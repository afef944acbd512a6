# rules: D4.1
run
-Wno-all
-W
unused-variable
tests/cli/programs/modules/unused.cpi
