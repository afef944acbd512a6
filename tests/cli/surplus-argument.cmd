# rules: M14
check
a.cpi
b.cpi
