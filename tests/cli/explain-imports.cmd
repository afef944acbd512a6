# rules: M12, M5.1, M1.1
check
--explain-imports
-I
tests/cli/imports/option
tests/cli/imports/main.cpi
