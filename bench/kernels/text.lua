local total = 0
for round = 1, 80 do
  local b, n = {}, 0
  for i = 0, 49999 do b[n + 1] = "item "; b[n + 2] = tostring(i); b[n + 3] = ", "; n = n + 3 end
  local s = table.concat(b)
  total = total + #s
  for i = 1, #s do if s:byte(i) == 55 then total = total + 1 end end
end
print(total)
