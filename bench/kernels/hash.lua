local m, x, sum, count = {}, 12345, 0, 0
for i = 0, 7999999 do
  x = (x * 1103515245 + 12345) % 2147483648
  local k = x % 50000
  local old = m[k]
  if not old then count = count + 1; old = 0 end
  m[k] = old + i % 7
  sum = sum + m[k]
end
print(count); print(sum)
