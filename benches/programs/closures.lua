local function counter(start)
  local total = start
  return function(amount)
    total = total + amount
    return total
  end
end

local function compose(first, second)
  return function(value) return second(first(value)) end
end

local add = counter(10)
local step = compose(function(v) return v + 3 end, function(v) return v * 2 end)
local checksum = 0
for i = 0, (math.tointeger(tonumber(arg[1])) or 4500000) - 1 do
  checksum = checksum + add(i & 3)
  checksum = checksum ~ step(i)
  if i % 4 == 0 then
    local fresh = counter(i)
    checksum = checksum + fresh(1)
  end
end
print(checksum)
