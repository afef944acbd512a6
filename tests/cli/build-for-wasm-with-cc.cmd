# rules: M14
build
--target=wasm32
--cc
examples/hello.cpi
