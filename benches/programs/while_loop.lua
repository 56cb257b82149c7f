local function count(limit)
  local i, odd, total = 0, 0, 0
  while i < limit do
    if i & 1 ~= 0 then
      odd = odd + 1
      total = total + i
    else
      total = total - odd
    end
    i = i + 1
  end
  return odd, total
end

local odd, total = count(math.tointeger(tonumber(arg[1])) or 21000000)
print(odd .. " " .. total)
