# rules: M14, L12.2
run
--native
-O
none
examples/hello.cpi
