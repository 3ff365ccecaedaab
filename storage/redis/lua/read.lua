-- Everything about some contacts, and the profiles they belong to, in one look.
-- KEYS  1 any key of the workspace (for its slot); then the look-up keys, each a SET of contacts or a
--       STRING that begins with a contact id
-- ARGV  1 prefix "{T1}:"  2 messages a contact  3 notes a contact  4 orders a contact
--       5 members read of one look-up set  6 contacts read in all  7 number of contact ids given
--       8 number of idempotency keys among KEYS, which come last;  then the contact ids
-- Returns {hits, shelves, done}:
--       hits    for each look-up key: {count, mark or false, contact id...}
--       shelves {id, rec, rev, head, {channel counters...}, {messages...}, message count, {notes...},
--                note count, {orders...}, {links...}, {suggestions...}, {apart...}, {postings...}}
--       done    for each idempotency key: its value or false
-- Cost  proportional to what is returned; no set is read whole.
local prefix = ARGV[1]
local hits, shelves, done, seen, queue = {}, {}, {}, {}, {}
local per_set, most = tonumber(ARGV[5]), tonumber(ARGV[6])
local given, dones = tonumber(ARGV[7]), tonumber(ARGV[8])

local function want(id)
  if not seen[id] then
    seen[id] = true
    queue[#queue + 1] = id
  end
end

for i = 2, #KEYS - dones do
  local key = KEYS[i]
  local kind = redis.call('TYPE', key)['ok']
  local hit = { 0, false }
  if kind == 'set' then
    hit[1] = redis.call('SCARD', key)
    local ids = redis.call('SRANDMEMBER', key, per_set)
    if hit[1] <= per_set then
      table.sort(ids)
    end
    for _, id in ipairs(ids) do
      hit[#hit + 1] = id
      want(id)
    end
  elseif kind == 'string' then
    local value = redis.call('GET', key)
    hit[1] = 1
    hit[3] = value
    want(string.match(value, '^%S+'))
  end
  local mark = string.gsub(key, '^' .. string.gsub(prefix, '%W', '%%%0') .. 'who:', prefix .. 'mark:', 1)
  if mark ~= key then
    hit[2] = redis.call('GET', mark)
  end
  hits[#hits + 1] = hit
end
for i = #KEYS - dones + 1, #KEYS do
  done[#done + 1] = redis.call('GET', KEYS[i])
end
for i = 9, 8 + given do
  want(ARGV[i])
end

local function newest(kind, id, limit)
  local order = prefix .. 'log:' .. kind .. ':' .. id
  local total = redis.call('ZCARD', order)
  if total == 0 or limit == 0 then
    return {}, total
  end
  local ids = redis.call('ZREVRANGE', order, 0, limit - 1)
  return redis.call('HMGET', prefix .. 'logd:' .. kind .. ':' .. id, unpack(ids)), total
end

local at = 1
while at <= #queue and #shelves < most do
  local id = queue[at]
  at = at + 1
  local flat = redis.call('HGETALL', prefix .. 'contact:' .. id)
  if #flat > 0 then
    local rec, rev, head, counters = false, '0', id, {}
    for i = 1, #flat, 2 do
      local name, value = flat[i], flat[i + 1]
      if name == 'rec' then rec = value
      elseif name == 'rev' then rev = value
      elseif name == 'head' then head = value
      else
        counters[#counters + 1] = name
        counters[#counters + 1] = value
      end
    end
    for _, member in ipairs(redis.call('SMEMBERS', prefix .. 'members:' .. head)) do
      want(member)
    end
    local messages, message_count = newest('msg', id, tonumber(ARGV[2]))
    local notes, note_count = newest('note', id, tonumber(ARGV[3]))
    local orders = newest('order', id, tonumber(ARGV[4]))
    local links = {}
    for _, link in ipairs(redis.call('SMEMBERS', prefix .. 'links:' .. id)) do
      links[#links + 1] = redis.call('GET', prefix .. 'link:' .. link)
    end
    local postings = {}
    for _, place in ipairs(redis.call('ZREVRANGE', prefix .. 'posts:' .. id, 0, 4)) do
      postings[#postings + 1] = redis.call('GET', prefix .. 'post:' .. place)
    end
    shelves[#shelves + 1] = {
      id, rec, rev, head, counters, messages, message_count, notes, note_count, orders, links,
      redis.call('HVALS', prefix .. 'sugg:' .. id), redis.call('HKEYS', prefix .. 'apart:' .. id), postings,
    }
  end
end
return { hits, shelves, done }
