local function sweep(rounds)
  local total = 0
  for outer = 0, rounds - 1 do
    for inner = 0, 9999 do
      total = total + inner - outer
    end
  end
  return total
end

print(sweep(math.tointeger(tonumber(arg[1])) or 4600))
