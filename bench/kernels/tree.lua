local function make(d) if d == 0 then return {} end return {left = make(d - 1), right = make(d - 1)} end
local function count(n) if not n.left then return 1 end return 1 + count(n.left) + count(n.right) end
local total = 0
for i = 1, 150 do total = total + count(make(15)) end
print(total)
