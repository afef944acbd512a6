# rules: C14
run
--ctfe-depth
300
tests/cli/programs/modules/depth.cpi
