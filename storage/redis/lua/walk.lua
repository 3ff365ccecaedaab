-- Profiles that stand in a part of an index, in its order, each with what a query looks at.
-- KEYS  1 the index, a ZSET
-- ARGV  1 prefix "{T1}:"  2 "name": its members are names, all of one score, or "number": contact ids by a number
--       3 what members begin with (name), or the least number  4 the most number, "+inf" for none
--       5 "1": the last member first (a number: always)  6 the member after which to go on, or ""  7 its number
--       8 members looked at, at most
-- Returns {members in all, {{member, number, head}...}, {{id, rec, head, {channel counters...}, how many
--         orders, {order...}}...}}; of each head among the members all contacts, once; the newest 50 orders of
--         each contact where several of a profile have some: they may be the same ones
-- Cost  proportional to what is returned.
local index, prefix, by, least, most = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local last_first, after, number, limit = ARGV[5] == '1', ARGV[6], ARGV[7], tonumber(ARGV[8])

local function named()
  local low, high = '[' .. least, '[' .. least .. '\255'
  if least == '' then
    low, high = '-', '+'
  end
  local total = redis.call('ZLEXCOUNT', index, low, high)
  if after ~= '' and last_first then
    high = '(' .. after
  elseif after ~= '' then
    low = '(' .. after
  end
  if last_first then
    return total, redis.call('ZREVRANGEBYLEX', index, high, low, 'LIMIT', 0, limit)
  end
  return total, redis.call('ZRANGEBYLEX', index, low, high, 'LIMIT', 0, limit)
end

local function numbered()
  local total = redis.call('ZCOUNT', index, least, most)
  local above = most == '+inf' and 0 or redis.call('ZCOUNT', index, '(' .. most, '+inf')
  local from, stop = above, above + total - 1
  if after ~= '' then
    if redis.call('ZSCORE', index, after) == number then
      from = redis.call('ZREVRANK', index, after) + 1
    else -- it has moved since: on from where it stood
      from = math.max(from, redis.call('ZCOUNT', index, '(' .. number, '+inf'))
    end
  end
  if from > stop then
    return total, {}
  end
  return total, redis.call('ZREVRANGE', index, from, math.min(stop, from + limit - 1))
end

local total, members
if by == 'name' then
  total, members = named()
else
  total, members = numbered()
end

local shelves, loaded, rows = {}, {}, {}

local function load(id)
  local rec, counters = false, {}
  local flat = redis.call('HGETALL', prefix .. 'contact:' .. id)
  local head = id
  for i = 1, #flat, 2 do
    local name, value = flat[i], flat[i + 1]
    if name == 'rec' then rec = value
    elseif name == 'head' then head = value
    elseif name ~= 'words' and name ~= 'rev' then
      counters[#counters + 1] = name
      counters[#counters + 1] = value
    end
  end
  if not rec then
    return 0
  end
  local orders = redis.call('ZCARD', prefix .. 'log:order:' .. id)
  shelves[#shelves + 1] = { id, rec, head, counters, orders, {} }
  return orders > 0 and 1 or 0
end

local function read_orders(from)
  for i = from, #shelves do
    local id = shelves[i][1]
    local newest = redis.call('ZREVRANGE', prefix .. 'log:order:' .. id, 0, 49)
    if #newest > 0 then
      shelves[i][6] = redis.call('HMGET', prefix .. 'logd:order:' .. id, unpack(newest))
    end
  end
end

for _, member in ipairs(members) do
  local id = string.match(member, '([^%z]*)$')
  local head = redis.call('HGET', prefix .. 'contact:' .. id, 'head')
  if head then
    local score = by == 'number' and redis.call('ZSCORE', index, member) or ''
    rows[#rows + 1] = { member, score, head }
    if not loaded[head] then
      loaded[head] = true
      local ids = redis.call('SMEMBERS', prefix .. 'members:' .. head)
      if #ids == 0 then
        ids = { head }
      end
      local first, buyers = #shelves + 1, 0
      for _, one in ipairs(ids) do
        buyers = buyers + load(one)
      end
      if buyers > 1 then
        read_orders(first)
      end
    end
  else
    rows[#rows + 1] = { member, '', '' }
  end
end
return { total, rows, shelves }
