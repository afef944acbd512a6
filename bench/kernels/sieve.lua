local n, count = 2000000, 0
local flags = {}
for r = 1, 60 do
  for i = 0, n - 1 do flags[i] = true end
  count = 0
  for i = 2, n - 1 do
    if flags[i] then
      count = count + 1
      for j = i + i, n - 1, i do flags[j] = false end
    end
  end
end
print(count)
