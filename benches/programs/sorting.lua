local function scrambled(size, seed)
  local values = {}
  for i = 1, size do
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    values[i] = seed >> 4
  end
  return values
end

local function copy(values)
  return table.move(values, 1, #values, 1, {})
end

local size = math.tointeger(tonumber(arg[1])) or 400000
local values = scrambled(size, 42)
local ordered = copy(values)
table.sort(ordered)
local nearly = copy(ordered)
for i = 1, size - 7, 97 do nearly[i], nearly[i + 7] = nearly[i + 7], nearly[i] end
table.sort(nearly)
local same = true
for i = 1, size do same = same and nearly[i] == ordered[i] end
local names = {}
for i = 1, size do names[i] = "n" .. values[i] end
table.sort(names, function(a, b) return a > b end)
local pairs_ = copy(values)
table.sort(pairs_, function(a, b)
  local x, y = a % 1000, b % 1000
  if x ~= y then return x < y end
  return a < b
end)
local floats = {}
for i = 1, size do floats[i] = values[i] / 3 end
table.sort(floats)
print(ordered[size // 2 + 1])
print(same and "True" or "False")
print(names[size // 3 + 1])
print(pairs_[size // 5 + 1])
print(math.floor(floats[size]))
