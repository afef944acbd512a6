# rules: D8, M14
chekc
