# rules: M14, D8
build
examples/hello.cpi
-o
examples/hello.cpi
