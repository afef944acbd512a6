# rules: C14
run
--ctfe-memory
3M
tests/cli/programs/modules/memory.cpi
