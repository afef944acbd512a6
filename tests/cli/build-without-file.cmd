# rules: M14, D8
build
-O
none
