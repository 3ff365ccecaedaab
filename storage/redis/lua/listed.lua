-- What some contacts are to be found by: their records, when they wrote, and the numbers of their orders.
-- KEYS  1 any key of the workspace (for its slot)
-- ARGV  1 prefix "{T1}:";  then contact ids
-- Returns {{rec or false, rev, words, {channel counters...}, {order id...}}...} in the order of the ids
-- Cost  proportional to what is returned.
local rows = {}
for i = 2, #ARGV do
  local rec, rev, words, counters = false, '0', '', {}
  local flat = redis.call('HGETALL', ARGV[1] .. 'contact:' .. ARGV[i])
  for j = 1, #flat, 2 do
    local name, value = flat[j], flat[j + 1]
    if name == 'rec' then rec = value
    elseif name == 'rev' then rev = value
    elseif name == 'words' then words = value
    elseif name ~= 'head' then
      counters[#counters + 1] = name
      counters[#counters + 1] = value
    end
  end
  rows[#rows + 1] = { rec, rev, words, counters, redis.call('ZRANGE', ARGV[1] .. 'log:order:' .. ARGV[i], 0, -1) }
end
return rows
