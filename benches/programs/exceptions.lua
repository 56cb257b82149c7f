local Rejected, TooLarge = {}, {}
Rejected.__index, TooLarge.__index = Rejected, TooLarge

local function check(value)
  if value % 5 == 0 then error(setmetatable({ value }, Rejected)) end
  if value % 7 == 0 then error(setmetatable({ value }, TooLarge)) end
  return value
end

local function guarded(value, state)
  local ok, result = pcall(check, value)
  state[1] = state[1] + 1
  if not ok then error(result, 0) end
  return result
end

local function lookup(t, key)
  local value = t[key]
  if value == nil then error("missing", 0) end
  return value
end

local state, t = { 0 }, { [1] = 2 }
local accepted, rejected, large, missing = 0, 0, 0, 0
for i = 0, (math.tointeger(tonumber(arg[1])) or 3100000) - 1 do
  local ok, result = pcall(guarded, i, state)
  if ok then
    accepted = accepted + (result & 1)
  elseif getmetatable(result) == TooLarge then
    large = large + (result[1] & 3)
  else
    rejected = rejected + 1
  end
  if i % 4 == 0 then
    if not pcall(lookup, t, i) then missing = missing + 1 end
  end
end
print(accepted)
print(rejected)
print(large)
print(missing)
print(state[1])
