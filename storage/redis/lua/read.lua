-- Everything about some contacts, and the profiles they belong to, in one look. Profiles come whole or
-- not at all.
-- KEYS  1 any key of the workspace (for its slot); then look-up keys, each a SET of contacts or a STRING
--       that begins with a contact id; then keys of alike contacts (SETs); then idempotency keys
-- ARGV  1 prefix "{T1}:"  2 messages a contact  3 notes a contact  4 orders a contact
--       5 contacts read of one set  6 contacts read in all  7 number of keys of alike contacts
--       8 number of idempotency keys  9 "1": those suggested, and told apart, are read beside
--       10 members beyond which a key of alike contacts is not read  11 alike contacts read in all  12 number of words;  then the words;
--       then contact ids
-- Returns {hits, shelves, beside, done, counts, marks, fields}:
--       hits    for each look-up key, then for each key of alike contacts: {count, mark or false, message
--               or false, contact id...}; a string's contact id is its whole value
--       shelves {id, rec, rev, head, {channel counters...}, {messages...}, message count, {notes...},
--               note count, {orders...}, {links...}, {suggestions...}, {apart...}, {time, posting...},
--               order count}
--       beside  {id, rec, head} of contacts that are alike or suggested, without what is kept under them
--       done    for each idempotency key: its value or false
--       counts  of all contacts, then of those that have each word; empty where no words are asked for
--       marks   identifiers that an admin marked, as JSON: all of them, or none where there are very many;
--               empty unless those suggested or alike are read
--       fields  the table of custom fields as JSON, or false
-- Cost  proportional to what is returned; no set is read whole but those of one profile.
local prefix = ARGV[1]
local messages, notes, orders = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local per_set, most = tonumber(ARGV[5]), tonumber(ARGV[6])
local alikes, dones, named = tonumber(ARGV[7]), tonumber(ARGV[8]), ARGV[9] == '1'
local stop, most_alike, words = tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local hits, shelves, beside, done, loaded, lean = {}, {}, {}, {}, {}, {}

local function many(key, ids)
  local found = {}
  for from = 1, #ids, 1000 do
    for _, text in ipairs(redis.call('HMGET', key, unpack(ids, from, math.min(from + 999, #ids)))) do
      found[#found + 1] = text
    end
  end
  return found
end

local function newest(kind, id, limit)
  local order = prefix .. 'log:' .. kind .. ':' .. id
  local total = redis.call('ZCARD', order)
  if total == 0 or limit == 0 then
    return {}, total
  end
  return many(prefix .. 'logd:' .. kind .. ':' .. id, redis.call('ZREVRANGE', order, 0, limit - 1)), total
end

local function shelf(id, flat)
  local rec, rev, head, counters = false, '0', id, {}
  for i = 1, #flat, 2 do
    local name, value = flat[i], flat[i + 1]
    if name == 'rec' then rec = value
    elseif name == 'rev' then rev = value
    elseif name == 'head' then head = value
    elseif name ~= 'words' then
      counters[#counters + 1] = name
      counters[#counters + 1] = value
    end
  end
  if not rec then
    return nil
  end
  local message_log, message_count = newest('msg', id, messages)
  local note_log, note_count = newest('note', id, notes)
  local order_log, order_count = newest('order', id, orders)
  local links, postings = {}, {}
  for _, link in ipairs(redis.call('SMEMBERS', prefix .. 'links:' .. id)) do
    links[#links + 1] = redis.call('GET', prefix .. 'link:' .. link)
  end
  local posts = redis.call('ZREVRANGE', prefix .. 'posts:' .. id, 0, 4, 'WITHSCORES')
  for i = 1, #posts, 2 do
    local text = redis.call('GET', prefix .. 'post:' .. posts[i])
    if text then
      postings[#postings + 1] = posts[i + 1]
      postings[#postings + 1] = text
    end
  end
  return {
    id, rec, rev, head, counters, message_log, message_count, note_log, note_count, order_log, links,
    redis.call('HVALS', prefix .. 'sugg:' .. id), redis.call('HGETALL', prefix .. 'apart:' .. id), postings, order_count,
  }
end

local function load(id)
  if loaded[id] or #shelves >= most then
    return
  end
  loaded[id] = true
  local first = shelf(id, redis.call('HGETALL', prefix .. 'contact:' .. id))
  if not first then
    return
  end
  shelves[#shelves + 1] = first
  for _, member in ipairs(redis.call('SMEMBERS', prefix .. 'members:' .. first[4])) do
    if not loaded[member] then
      loaded[member] = true
      shelves[#shelves + 1] = shelf(member, redis.call('HGETALL', prefix .. 'contact:' .. member))
    end
  end
end

local function look_beside(id)
  if loaded[id] or lean[id] then
    return
  end
  lean[id] = true
  local found = redis.call('HMGET', prefix .. 'contact:' .. id, 'rec', 'head')
  if found[1] then
    beside[#beside + 1] = { id, found[1], found[2] }
  end
end

local function members_of(key, hit)
  hit[1] = redis.call('SCARD', key)
  local ids
  if hit[1] <= per_set then
    ids = redis.call('SMEMBERS', key)
  else
    ids = redis.call('SRANDMEMBER', key, per_set)
  end
  table.sort(ids)
  for _, id in ipairs(ids) do
    hit[#hit + 1] = id
  end
  return ids
end

for i = 13 + words, #ARGV do
  load(ARGV[i])
end
local who = prefix .. 'who:'
for i = 2, #KEYS - alikes - dones do
  local key, hit = KEYS[i], { 0, false, false }
  local kind = redis.call('TYPE', key)['ok']
  if kind == 'set' then
    for _, id in ipairs(members_of(key, hit)) do
      load(id)
    end
  elseif kind == 'string' then
    local value = redis.call('GET', key)
    hit[1], hit[4] = 1, value
    local id, message = string.match(value, '^(%S+) ?(%S*)')
    load(id)
    if message ~= '' then
      hit[3] = redis.call('HGET', prefix .. 'logd:msg:' .. id, message)
    end
  end
  if string.sub(key, 1, #who) == who then
    hit[2] = redis.call('GET', prefix .. 'mark:' .. string.sub(key, #who + 1))
  end
  hits[#hits + 1] = hit
end
for i = #KEYS - alikes - dones + 1, #KEYS - dones do
  local hit = { redis.call('SCARD', KEYS[i]), false, false }
  if hit[1] > 0 and hit[1] <= stop and #beside < most_alike then
    local ids = redis.call('SMEMBERS', KEYS[i])
    table.sort(ids)
    for j = 1, math.min(#ids, most_alike - #beside) do
      look_beside(ids[j])
      hit[#hit + 1] = ids[j]
    end
  end
  hits[#hits + 1] = hit
end
for i = #KEYS - dones + 1, #KEYS do
  done[#done + 1] = redis.call('GET', KEYS[i])
end
if named then
  for i = 1, #shelves do
    local id = shelves[i][1]
    local others = redis.call('HKEYS', prefix .. 'sugg:' .. id)
    for j = 1, math.min(#others, 20) do
      look_beside(others[j])
    end
    local apart = redis.call('HKEYS', prefix .. 'apart:' .. id)
    for j = 1, math.min(#apart, 20) do
      look_beside(apart[j])
    end
  end
end
local counts = {}
if words > 0 then
  counts[1] = redis.call('ZCARD', prefix .. 'all')
  for i = 13, 12 + words do
    local low = '[' .. ARGV[i] .. '\0'
    counts[#counts + 1] = redis.call('ZLEXCOUNT', prefix .. 'words', low, low .. '\255')
  end
end
local marks = {}
if (named or alikes > 0) and redis.call('HLEN', prefix .. 'marks') <= 1000 then
  marks = redis.call('HVALS', prefix .. 'marks')
end
return { hits, shelves, beside, done, counts, marks, redis.call('GET', prefix .. 'fields') }
