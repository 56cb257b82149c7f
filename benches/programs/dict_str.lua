local rounds = math.tointeger(tonumber(arg[1])) or 4600000

local stock, size = {}, 0
for i = 0, rounds - 1 do
  local name = "item-" .. (i % 5003)
  local old = stock[name]
  if old == nil then
    size = size + 1
    old = 0
  end
  stock[name] = old + i
end

local totals = { ["in"] = 0, out = 0, fees = 0 }
for i = 0, rounds - 1 do
  totals["in"] = totals["in"] + i
  if i % 3 == 0 then
    totals.out = totals.out + (totals["in"] & 15)
    totals.fees = totals.fees + 1
  end
end
print(size .. " " .. stock["item-17"] .. " " .. totals["in"] .. " " .. totals.out .. " " .. totals.fees)
