# rules: C14
check
--ctfe-steps
0
tests/cli/programs/modules/steps.cpi
