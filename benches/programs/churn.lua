local function churn(rounds, pool_size)
  local pool, sizes = {}, {}
  local state, kept = 12345, 0
  for i = 0, rounds - 1 do
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    local size = state >> 8 & 31
    local kind = state >> 16 & 3
    local item, length
    if kind == 0 then
      item = {}
      for j = 1, size do item[j] = i end
      length = size
    elseif kind == 1 then
      item = { size = size, index = i }
      length = 2
    elseif kind == 2 then
      item = ("x"):rep(size) .. i
      length = #item
    else
      item = { i, { size }, tostring(size) }
      length = 3
    end
    if state & 0xF00000 == 0 then
      pool[state % pool_size] = item
      sizes[state % pool_size] = length
      kept = kept + length
    end
  end
  local total = 0
  for _, length in pairs(sizes) do total = total + length end
  return kept, total
end

local kept, total = churn(math.tointeger(tonumber(arg[1])) or 3000000, 20000)
print("(" .. kept .. ", " .. total .. ")")
