local function report(rows)
  local lines = {}
  for i = 0, rows - 1 do
    lines[#lines + 1] = ("%06d %4d "):format(i, i * 3 % 101) .. ("row %d"):format(i % 10)
  end
  return table.concat(lines, "\n")
end

local function concatenate(rows)
  local text = ""
  for i = 0, rows - 1 do
    text = text .. string.char(97 + i % 26)
    if i % 5 == 0 then text = text .. " " end
  end
  return text
end

local function titles(text)
  local out = {}
  for word in text:gmatch("%S+") do
    out[#out + 1] = word:sub(1, 1):upper() .. word:sub(2):gsub("a", "4")
  end
  return table.concat(out)
end

local function count(text, pattern)
  local _, n = text:gsub(pattern, "")
  return n
end

local text, letters, named
for rep = 0, (math.tointeger(tonumber(arg[1])) or 110) - 1 do
  local rows = 20000 + rep
  text = report(rows)
  letters = concatenate(rows)
  named = titles(letters)
end
print(#text .. " " .. #letters .. " " .. #named .. " " .. count(text, "row 3") .. " " .. count(named, "4"))
print(text:sub(-18) .. " " .. letters:sub(-12) .. " " .. named:sub(-12))
