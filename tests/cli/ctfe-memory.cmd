# rules: C14, C6.6
check
--ctfe-memory
1M
tests/cli/programs/modules/memory.cpi
