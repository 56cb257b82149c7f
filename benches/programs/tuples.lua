local function turn(point, quarter)
  local x, y = point[1], point[2]
  if quarter == 0 then return { x, y } end
  if quarter == 1 then return { -y, x } end
  if quarter == 2 then return { -x, -y } end
  return { y, -x }
end

local place, heading, span = { 0, 0 }, { 1, 0 }, { 0, 0, 0, 0 }
for i = 0, (math.tointeger(tonumber(arg[1])) or 7200000) - 1 do
  heading = turn(heading, i % 3)
  place = { place[1] + heading[1], place[2] + heading[2] }
  local low_x, low_y, high_x, high_y = span[1], span[2], span[3], span[4]
  local x, y = place[1], place[2]
  if x < low_x or x > high_x or y < low_y or y > high_y then
    span = { math.min(x, low_x), math.min(y, low_y), math.max(x, high_x), math.max(y, high_y) }
  end
end
print(place[1] .. " " .. place[2] .. " " .. heading[1] .. " " .. heading[2] .. " "
  .. span[1] .. " " .. span[2] .. " " .. span[3] .. " " .. span[4])
