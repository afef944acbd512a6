# rules: D2.3, M14
check
--error-limit
2
tests/cli/programs/modules/mistakes.cpi
