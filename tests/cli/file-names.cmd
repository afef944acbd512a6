# rules: D1.3
check
./tests/cli/../cli/imports/../programs/modules/mistakes.cpi
