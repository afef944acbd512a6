# program: tests/gdb/values.cpi
break values.cpi:14
source editors/gdb/cpi-gdb.py
run
backtrace
info args
info locals
print xs.data[2]
print s.Box.h
continue
print s
delete
continue
