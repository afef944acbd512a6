# rules: M14, D8
build
tests/cli/modules/over.cpi
-o
tests/cli/modules/part.cpi
