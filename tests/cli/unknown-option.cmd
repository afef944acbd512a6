# rules: M14
check
--ctfe-stesp
3
x.cpi
