# rules: M14, D8
build
--target=aarch64-linux
-o
/dev/null
examples/hello.cpi
