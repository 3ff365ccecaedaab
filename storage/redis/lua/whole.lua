-- Keys as they stand at one moment: each whole, but for those that are too large to be read at once. Or all that the
-- newest entries of the audit are about, at the moment of the last of them.
-- KEYS  the keys, of one workspace; with ARGV 2, the first is the audit, and is not read itself
-- ARGV  1 how many elements a key may have at most; and where entries are followed, 2 prefix "{T1}:", 3 id of the entry
--         before them, 4 how many are followed at most, 5 the kinds of a contact's keys as JSON, ["contact"...]
-- Returns {keys, entries, 1 or 0}. Keys are {name, type, ends, content}: ends in ms since 1970, -1 for what stays;
--         content is the text, or the flat list of a hash, a set, a list, a sorted set with its numbers, and is left out
--         of what is larger, and of a stream; {name, "none"} for what is not there. Entries are {id, {field, value...}};
--         1 if they are all that there are
-- Cost  proportional to what is returned.
local most = tonumber(ARGV[1])
local sizes = { hash = 'HLEN', set = 'SCARD', zset = 'ZCARD', list = 'LLEN' }
local reads = {
  string = function(key) return redis.call('GET', key) end,
  hash = function(key) return redis.call('HGETALL', key) end,
  set = function(key) return redis.call('SMEMBERS', key) end,
  list = function(key) return redis.call('LRANGE', key, 0, -1) end,
  zset = function(key) return redis.call('ZRANGE', key, 0, -1, 'WITHSCORES') end,
}
local rows, seen = {}, {}

local function add(key)
  if seen[key] then return seen[key] end
  local kind = redis.call('TYPE', key)['ok']
  local row = { key, kind }
  if kind ~= 'none' then
    row[3] = redis.call('PEXPIRETIME', key)
    local size = sizes[kind] and redis.call(sizes[kind], key) or 0
    if reads[kind] and size <= most then
      row[4] = reads[kind](key)
    end
  end
  seen[key] = row
  rows[#rows + 1] = row
  return row
end

local function list_of(key)
  local row = add(key)
  return row[2] ~= 'none' and row[4] or {}
end

local function near(prefix, names)
  local found, order = {}, {}
  local function meet(name)
    if not found[name] then
      found[name] = true
      order[#order + 1] = name
    end
  end
  for _, name in ipairs(names) do meet(name) end
  for _, name in ipairs(names) do
    for _, other in ipairs(redis.call('HKEYS', prefix .. 'apart:' .. name)) do meet(other) end
  end
  for at = 1, #order do
    local head = redis.call('HGET', prefix .. 'contact:' .. order[at], 'head')
    if head then meet(head) end
  end
  for at = 1, #order do
    for _, member in ipairs(redis.call('SMEMBERS', prefix .. 'members:' .. order[at])) do meet(member) end
  end
  return order
end

if not ARGV[2] then
  for _, key in ipairs(KEYS) do add(key) end
  return { rows, {}, 1 }
end
local prefix = ARGV[2]
local entries = redis.call('XRANGE', KEYS[1], '(' .. ARGV[3], '+', 'COUNT', ARGV[4])
local rest = entries[1] and redis.call('XRANGE', KEYS[1], '(' .. entries[#entries][1], '+', 'COUNT', 1) or {}
local contacts = {}
for _, entry in ipairs(entries) do
  for at = 1, #entry[2], 2 do
    if entry[2][at] == 'on' then
      for name in string.gmatch(entry[2][at + 1], '%S+') do
        if string.sub(name, 1, 2) == 'c_' then
          contacts[#contacts + 1] = name
        elseif string.sub(name, 1, 2) == 'l_' then
          add(prefix .. 'link:' .. name)
        end
      end
    end
  end
end
for _, name in ipairs(near(prefix, contacts)) do
  for _, kind in ipairs(cjson.decode(ARGV[5])) do add(prefix .. kind .. ':' .. name) end
  for _, link in ipairs(list_of(prefix .. 'links:' .. name)) do add(prefix .. 'link:' .. link) end
  local posts = list_of(prefix .. 'posts:' .. name)
  for at = 1, #posts, 2 do add(prefix .. 'post:' .. posts[at]) end
end
for at = 2, #KEYS do add(KEYS[at]) end
return { rows, entries, rest[1] and 0 or 1 }
