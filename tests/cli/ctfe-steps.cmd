# rules: C14
check
--ctfe-steps
1000
tests/cli/programs/modules/steps.cpi
