# rules: C14, C6.6
check
--ctfe-depth
100
tests/cli/programs/modules/depth.cpi
