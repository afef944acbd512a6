# rules: M14
check
-I
