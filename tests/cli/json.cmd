# rules: D6.1, D6.2
check
--error-format=json
tests/cli/programs/modules/mistakes.cpi
