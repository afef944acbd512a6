# program: tests/gdb/values.cpi
set print elements 4
set print symbol off
break values.cpi:24
run
step
next
break values.cpi:14
continue
backtrace
info args
info locals
print calls
print xs.data[2]
print s.Box.h
ptype p
next
print calls
next
finish
continue
print s
delete
continue
